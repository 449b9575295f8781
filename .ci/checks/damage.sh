#!/usr/bin/env bash
# Damage in the middle of orders.json prevents the start and is located exactly; a torn tail is set aside and the service starts.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ORDERS=$DATA/orders/orders.json

serve() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    SERVICE=$PID
}
serve "$WORK/first.log"
await_orders "$WORK/first.log" "$SERVICE"
for i in $(seq 20); do
    post "{\"itemId\":[\"item-$i\"],\"orderId\":\"order-$i\"}" >/dev/null
done
stop "$SERVICE"
cp -r "$DATA" "$WORK/whole"

# One flipped bit in the tenth order.
AT=$(grep -abo 'order-10' "$ORDERS" | head -1 | cut -d: -f1)
printf 'o\x72der-11' | dd of="$ORDERS" bs=1 seek="$AT" conv=notrunc status=none
BEFORE=$(sha256sum <"$ORDERS")
serve "$WORK/damaged.log"
claim 'damage in the middle prevents the start' within "$START_SECONDS" is_gone "$SERVICE"
CODE=0
wait "$SERVICE" || CODE=$?
claim 'with an exit code' test "$CODE" -ne 0
claim 'naming file, byte, seq and checksums' \
    line_in "orders.json is damaged at byte [0-9]+, where seq 10 should be: expected crc [0-9a-f]{8} but found [0-9a-f]{8}" "$WORK/damaged.log"
claim 'and the command to run' line_in "verify" "$WORK/damaged.log"
claim 'without a stack trace' equal 0 "$(count '^\s+at ' "$WORK/damaged.log")"
claim 'nothing was changed' equal "$BEFORE" "$(sha256sum <"$ORDERS")"

# The rest of a batch that a crash cut off: half a record that was never acknowledged.
rm -rf "$DATA"
cp -r "$WORK/whole" "$DATA"
SIZE=$(stat -c %s "$ORDERS")
printf ',{"seq":21,"orderId":"torn","itemId":["it' | dd of="$ORDERS" bs=1 seek="$((SIZE - 1))" conv=notrunc status=none
serve "$WORK/torn.log"
claim 'a torn tail does not prevent the start' await_orders "$WORK/torn.log" "$SERVICE"
claim 'the log says so, with numbers' \
    line_in "WARN.*torn_tail file=orders.json position=$((SIZE - 1)) bytes=41 keptIn=orders.json.torn-" "$WORK/torn.log"
claim 'the tail is set aside' grep -q '"seq":21,"orderId":"torn"' "$DATA"/orders/orders.json.torn-*
claim 'the next order takes its place' equal '202 {"orderId":"next"}' "$(post '{"itemId":["next"],"orderId":"next"}')"
stop "$SERVICE"
claim 'and the file is complete JSON' equal 21 "$(jq length "$ORDERS")"
