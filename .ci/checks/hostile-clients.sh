#!/usr/bin/env bash
# Slow headers and bodies, clients that read nothing, huge bodies and too many orders: other clients are served, memory stays flat, and the
# excess is refused.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ulimit -n 8192
load() { "${PLACE_ORDERS[@]}" "$PORT" "$@"; }
p99() { sed -nE 's/.*accepted_p99_ms=([0-9]+).*/\1/p' "$1"; }

start "$WORK/service.log" java -Xmx512m -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
SERVICE=$PID
await_orders "$WORK/service.log" "$SERVICE"
load 8 10 200 warm "$WORK/ledger0" >/dev/null
load 8 8 200 alone "$WORK/ledger1" >"$WORK/alone"
start "$WORK/drip.log" "${HOSTILE_CLIENTS[@]}" "$PORT" drip 2000 14
DRIP=$PID
within 60 line_in 'connected=2000' "$WORK/drip.log"
load 8 8 200 beside "$WORK/ledger2" >"$WORK/beside"
echo "    p99 without them $(p99 "$WORK/alone") ms, with 2000 slow bodies $(p99 "$WORK/beside") ms"
# Twice as long, plus a margin for a shared machine.
claim 'slow clients do not stop others' test "$(p99 "$WORK/beside")" -le "$((2 * $(p99 "$WORK/alone") + 500))"
claim 'all other orders are accepted' equal 0 "$(grep -vc '^202 ' "$WORK/ledger2")"
within 60 is_gone "$DRIP" || true
echo "    $(tail -1 "$WORK/drip.log")"
claim 'every slow client is answered 408' line_in 'answers=\{408=2000\}' "$WORK/drip.log"

start "$WORK/headers.log" "${HOSTILE_CLIENTS[@]}" "$PORT" headers 2000 14
HEADERS=$PID
within 60 line_in 'connected=2000' "$WORK/headers.log"
load 8 8 200 header "$WORK/ledger5" >"$WORK/header"
echo "    p99 with 2000 slow headers $(p99 "$WORK/header") ms"
claim 'slow headers do not stop others' test "$(p99 "$WORK/header")" -le "$((2 * $(p99 "$WORK/alone") + 500))"
claim 'all other orders are accepted too' equal 0 "$(grep -vc '^202 ' "$WORK/ledger5")"
within 60 is_gone "$HEADERS" || true
echo "    $(tail -1 "$WORK/headers.log")"
claim 'every slow client is answered 408 again' line_in 'answers=\{408=2000\}' "$WORK/headers.log"

# Twice as many as there are threads. A blocking write would wait 20 seconds for each of them, and again after every byte it reads.
start "$WORK/deaf.log" "${HOSTILE_CLIENTS[@]}" "$PORT" deaf 400 20
DEAF=$PID
within 60 line_in 'connected=400' "$WORK/deaf.log"
load 8 12 50 deaf "$WORK/ledger6" >"$WORK/deaf"
echo "    p99 with 400 clients that read nothing $(p99 "$WORK/deaf") ms"
claim 'clients that read nothing do not tie up the threads' test "$(p99 "$WORK/deaf")" -le 8000
claim 'and all other orders are accepted' equal 0 "$(grep -vc '^202 ' "$WORK/ledger6")"
within 60 is_gone "$DEAF" || true

stop "$SERVICE"

# A heap too small for two of these bodies.
start "$WORK/small.log" java -Xmx96m -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
SERVICE=$PID
await_orders "$WORK/small.log" "$SERVICE"
"${HOSTILE_CLIENTS[@]}" "$PORT" flood 50 50 >"$WORK/flood.log"
echo "    $(tail -1 "$WORK/flood.log")"
claim 'huge bodies are refused or cut off' grep -qE 'answers=\{(413=50|413=[0-9]+, closed=[0-9]+|closed=50)\}' "$WORK/flood.log"
claim 'a small heap survives them' equal 0 "$(cat "$WORK/service.log" "$WORK/small.log" | grep -c OutOfMemory || true)"
claim 'and orders after them' equal '202 {"orderId":"after"}' "$(post '{"itemId":["after"],"orderId":"after"}')"
stop "$SERVICE"

# More connections than the heap can hold, without the limit that it needs.
start "$WORK/exhausted.log" java -Xmx96m -XX:+ExitOnOutOfMemoryError -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
SERVICE=$PID
await_orders "$WORK/exhausted.log" "$SERVICE"
"${HOSTILE_CLIENTS[@]}" "$PORT" drip 2000 1 >"$WORK/exhausting.log" 2>&1 || true
claim 'a service out of memory ends instead of hanging' within 20 is_gone "$SERVICE"
CODE=0
wait "$SERVICE" || CODE=$?
claim 'with the exit code for out of memory' equal 3 "$CODE"
start "$WORK/bounded.log" java -Xmx96m -XX:+ExitOnOutOfMemoryError -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" \
    --server.tomcat.max-connections=300
SERVICE=$PID
await_orders "$WORK/bounded.log" "$SERVICE"
"${HOSTILE_CLIENTS[@]}" "$PORT" drip 350 14 >"$WORK/drip350.log"
echo "    $(tail -1 "$WORK/drip350.log")"
claim 'fewer connections fit the same heap' equal '202 {"orderId":"bounded"}' "$(post '{"itemId":["bounded"],"orderId":"bounded"}')"
stop "$SERVICE"

# A disk that takes half a second per sync, a queue of 100 and four times as many clients.
start "$WORK/slow.log" strace -D -f --seccomp-bpf -qq -o /dev/null -e trace=fdatasync -e inject=fdatasync:delay_enter=500000 \
    java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" --pipeline.commit.queue=100
SERVICE=$PID
await_orders "$WORK/slow.log" "$SERVICE"
load 50 8 0 warmed "$WORK/ledger4" >/dev/null
OVERLOAD_SECONDS=${OVERLOAD_SECONDS:-60}
load 400 "$OVERLOAD_SECONDS" 0 overload "$WORK/ledger3" >"$WORK/overload"
RECOVERED=$(curl -s --max-time 20 -o "$WORK/body" -w '%{http_code} %{time_total}' "localhost:$PORT/orders" \
    -H 'Content-Type: application/json' -d '{"itemId":["recovered"],"orderId":"recovered"}')
echo "    $(cat "$WORK/overload")"
echo "    one order right after it: $RECOVERED s"
claim 'excess orders are answered 503' line_in '^503 ' "$WORK/ledger3"
# Two syncs and the queue before them, with a wide margin for a shared machine.
claim 'accepted orders wait for seconds at most' test "$(p99 "$WORK/overload")" -le 10000
claim 'it keeps accepting' test "$(grep -c '^202 ' "$WORK/ledger3")" -ge "$((OVERLOAD_SECONDS * 50))"
IFS=, read -r FIRST _ LAST < <(sed -nE 's/.*accepted_in_thirds=([0-9,]+).*/\1/p' "$WORK/overload")
claim 'in the last third at least 70 percent of the orders of the first' test "$((LAST * 100))" -ge "$((FIRST * 70))"
claim 'and recovers immediately' equal '202 {"orderId":"recovered"}' "${RECOVERED%% *} $(cat "$WORK/body")"
# A single sync takes half a second.
claim 'within seconds' awk -v "took=${RECOVERED##* }" 'BEGIN { exit !(took < 5) }'
stop "$SERVICE"
cat "$WORK"/ledger[0-6] >"$WORK/ledger"
claim 'nothing answered 202 was lost' "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA"
