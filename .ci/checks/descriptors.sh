#!/usr/bin/env bash
# A process with few file descriptors, most of them taken by idle connections: orders are answered 503 or 202, the process keeps running,
# and afterwards it works normally and has every order that was answered 202.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
LIMIT=180

start "$WORK/service.log" prlimit "--nofile=$LIMIT" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" \
    --pipeline.outbox.segment-size=2KB
SERVICE=$PID
await_orders "$WORK/service.log" "$SERVICE"
warned() { line_in "WARN.*descriptors\.few limit=$LIMIT .*server\.tomcat\.max-connections" "$WORK/service.log"; }
claim 'the start logs in one line what to change' within 10 warned

place() {
    local i answer
    for i in $(seq "$2"); do
        answer=$(post "{\"orderId\":\"$1-$i\",\"itemId\":[\"$1-$i-a\",\"$1-$i-b\"]}")
        echo "${answer%% *} $1-$i" >>"$WORK/ledger"
    done
}
place before 20
# Idle connections take all remaining descriptors; the kernel completes the handshake even when the service cannot accept any more.
IDLE=()
for _ in $(seq "$LIMIT"); do
    if { exec {fd}<>"/dev/tcp/127.0.0.1/$PORT"; } 2>/dev/null; then
        IDLE+=("$fd")
    fi
done
echo "    ${#IDLE[@]} idle connections, $(find "/proc/$SERVICE/fd" -mindepth 1 | wc -l) descriptors of $LIMIT open"
# A connection accepted before is still served.
printf 'GET /orders/before-1 HTTP/1.1\r\nHost: localhost\r\n\r\n' >&"${IDLE[0]}"
claim 'a read is answered, even if with 503' within 5 read -r -t 5 -u "${IDLE[0]}" _
for i in $(seq 30); do
    body="{\"orderId\":\"during-$i\",\"itemId\":[\"during-$i-a\",\"during-$i-b\"]}"
    if ! printf 'POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s' \
        "${#body}" "$body" >&"${IDLE[i]}" 2>/dev/null; then
        continue
    fi
    status=unknown
    read -r -t 5 -u "${IDLE[i]}" _ status _ || true
    echo "${status:-unknown} during-$i" >>"$WORK/ledger"
done
echo "    answers: $(cut -d' ' -f1 "$WORK/ledger" | sort | uniq -c | tr -s '\n ' ' ')"
claim 'orders sent meanwhile were answered 202 or 503' equal 0 "$(grep -cvE '^(202|503|unknown) ' "$WORK/ledger" || true)"
claim 'the service keeps running' test -d "/proc/$SERVICE"
for fd in "${IDLE[@]}"; do
    exec {fd}>&-
done
accepted() { [[ "$(post "{\"itemId\":[\"after-$RANDOM-$RANDOM\"]}")" == 202* ]]; }
claim 'and accepts orders again once they are closed' within 40 accepted
place after 20
all_notified() { "${COMPARE_LEDGER[@]}" "$WORK/ledger.binding" "$DATA" notified >"$WORK/comparison"; }
# The orders of 'accepted' are in no ledger; only those in the ledger are compared.
cp "$WORK/ledger" "$WORK/ledger.binding"
claim 'everything answered 202 is stored and notified' within 30 all_notified
cat "$WORK/comparison"
# Closed segments stay next to outbox.json until the checkpoint shows that they are delivered.
rotated() { test "$(find "$DATA/orders" -name 'outbox-*.json' | wc -l)" -ge 2; }
claim 'the outbox was rotated' within 10 rotated
claim 'the store never failed' equal 0 "$(count 'storage\.failed' "$WORK/service.log")"
stop "$SERVICE"
claim 'it stops cleanly' equal 143 "$CODE"
