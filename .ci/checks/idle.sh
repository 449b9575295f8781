#!/usr/bin/env bash
# A pipeline without orders is idle: no system calls on its files, almost no CPU.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
IDLE_SECONDS=${IDLE_SECONDS:-60}

start "$WORK/launcher.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
SERVICE=$PID
await_orders "$WORK/launcher.log" "$SERVICE"
post '{"itemId":["a"],"orderId":"1"}' >/dev/null
claim 'an order is notified first' within 10 line_in 'orderId=1 itemId=a$' "$WORK/launcher.log"
saved() { grep -q '"seq":1' "$DATA/notifications/outbox-checkpoint.json"; }
claim 'and its checkpoint saved' within 10 saved
sleep 2

# Per thread, without the JIT compiler's threads: how long they work after a start depends on the machine.
ticks() {
    { cat "/proc/$SERVICE"/task/[0-9]*/stat 2>/dev/null || true; } | sed '/(C[12] Compiler/d; s/.*) //' |
        awk '{ used += $12 + $13 } END { print used }'
}
BEFORE=$(ticks)
sleep "$IDLE_SECONDS"
USED=$(( ($(ticks) - BEFORE) * 1000 / $(getconf CLK_TCK) ))
echo "    $USED ms of CPU in $IDLE_SECONDS s"
claim 'it uses less than one percent of a CPU' test "$USED" -le "$((IDLE_SECONDS * 10))"

timeout 15 strace -f -qq -y -p "$SERVICE" -e trace=%file,read,write,pread64,pwrite64,lseek,fdatasync,fsync -o "$WORK/trace" || true
claim 'and makes no system call on its files' equal 0 "$(count "$DATA" "$WORK/trace")"
claim 'it still accepts orders' equal '202 {"orderId":"2"}' "$(post '{"itemId":["b"],"orderId":"2"}')"
claim 'and notifies' within 10 line_in 'orderId=2 itemId=b$' "$WORK/launcher.log"
