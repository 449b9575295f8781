#!/usr/bin/env bash
# kill -9 under load, repeatedly: the files match the answers that clients got, and each item is notified once.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ROUNDS=${ROUNDS:-4}

# Sent in each round with the same key: all answers but the first come from the files.
keyed() {
    curl -s --max-time 20 -w ' %{http_code}' -XPOST "localhost:$PORT/orders" -H 'Content-Type: application/json' \
        -H 'Idempotency-Key: once' -d '{"itemId":["keyed"]}' || true
}

for round in $(seq "$ROUNDS"); do
    start "$WORK/service.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" --pipeline.outbox.segment-size=1MB
    SERVICE=$PID
    await_orders "$WORK/service.log" "$SERVICE"
    ANSWER=$(keyed)
    FIRST=${FIRST:-$ANSWER}
    claim "round $round: an Idempotency-Key gets its first answer again" equal "$FIRST" "$ANSWER"
    start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 32 60 0 "round$round" "$WORK/ledger$round"
    LOAD=$PID
    within 60 test -s "$WORK/ledger$round"
    sleep "$((7 + round % 3))"
    kill -KILL "$SERVICE"
    within 60 is_gone "$LOAD" || true
    echo "    round $round: $(tail -1 "$WORK/load.log")"
    BEST=$(sed -nE 's/.*best_second=([0-9]+).*/\1/p' "$WORK/load.log")
    claim "round $round: it was killed under at least 500 orders a second" test "${BEST:-0}" -ge 500
    # An answer in flight at the moment of the kill is unknown to the client; all others must hold.
    cat "$WORK/ledger$round" >>"$WORK/ledger"
done

start "$WORK/last.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" --pipeline.outbox.segment-size=1MB
await_orders "$WORK/last.log" "$PID"
compare() { "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA" notified >"$WORK/comparison"; }
claim 'an Idempotency-Key gets its first answer again at the end' equal "${FIRST:-none}" "$(keyed)"
claim 'which is a 202' equal 202 "${FIRST##* }"
claim 'every order is notified in the end' within 60 compare
cat "$WORK/comparison"
KNOWN=$(awk '$1 == 202 { id = $2 } END { print id }' "$WORK/ledger")
claim 'an accepted order can be read' equal 200 "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$PORT/orders/$KNOWN")"
claim 'its id is still taken' equal '409 {"error":"duplicate orderId"}' "$(post "{\"orderId\":\"$KNOWN\",\"itemId\":[\"new\"]}")"
claim 'and its items' equal "409 {\"error\":\"duplicate item(s): $KNOWN-a\"}" "$(post "{\"itemId\":[\"$KNOWN-a\",\"new\"]}")"
stop "$PID"
claim 'it stops cleanly' equal 143 "$CODE"
claim 'nothing was notified twice' "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA" notified
