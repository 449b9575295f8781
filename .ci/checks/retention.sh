#!/usr/bin/env bash
# 100,000 orders in small segments: outbox.json stays small, only delivered events are archived, archives are plain JSON, and a replay
# from them notifies exactly the keys that were removed from the inbox.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ORDERS=${ORDERS:-100000}
ARCHIVE=$DATA/orders/archive
KEYS=$DATA/notifications/processed_notifications.json

serve() {
    start "$1" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" --pipeline.outbox.segment-size=1MB
    SERVICE=$PID
    await_orders "$1" "$SERVICE"
    MANAGEMENT=$(sed -nE 's/.*managed on 127\.0\.0\.1:([0-9]+).*/\1/p' "$1" | head -1)
}
manage() { curl -s --max-time 20 -XPOST "127.0.0.1:$MANAGEMENT/actuator/$1" -H 'Content-Type: application/json' -d "$2"; }
size() { stat -c %s "$DATA/orders/outbox.json" 2>/dev/null || echo 0; }
segments() { find "$1" -maxdepth 1 -name 'outbox-*.json' 2>/dev/null | sort; }
some_segments() { [ "$(segments "$2" | wc -l)" -ge "$1" ]; }
last_archived() { segments "$ARCHIVE" | tail -1 | sed -E 's/.*-0*([0-9]+)\.json/\1/'; }
done_seq() { curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/relay" | jq .doneSeq; }

serve "$WORK/first.log"
start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 64 300 0 order "$WORK/ledger" "$ORDERS"
LOAD=$PID
claim 'segments are archived under load' within 180 some_segments 1 "$ARCHIVE"
manage relay '{"action":"pause"}' >/dev/null
claim 'segments stay next to outbox.json while the relay is paused' within 180 some_segments 3 "$DATA/orders"
claim 'and only delivered ones are archived' test "$(last_archived)" -le "$(done_seq)"
LARGEST=$(size)
manage relay '{"action":"resume"}' >/dev/null
while ! is_gone "$LOAD"; do
    SIZE=$(size)
    LARGEST=$((SIZE > LARGEST ? SIZE : LARGEST))
    sleep 0.2
done
echo "    $(tail -1 "$WORK/load.log")"
claim "$ORDERS orders are accepted" equal "$ORDERS" "$(grep -c '^202 ' "$WORK/ledger")"
all_notified() { "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA" notified >"$WORK/comparison"; }
claim 'all are notified' within 60 all_notified
cat "$WORK/comparison"
claim 'each item once' equal "$((2 * ORDERS))" "$(count 'notification\.sent' "$WORK/first.log")"
echo "    largest outbox.json seen: $LARGEST bytes"
# A segment, plus the batch that closes it.
claim 'outbox.json stayed small' test "$LARGEST" -le 2000000

stop "$SERVICE"
claim 'it stops cleanly' equal 143 "$CODE"
claim 'and leaves no segment next to outbox.json' equal '' "$(segments "$DATA/orders")"
echo "    $(segments "$ARCHIVE" | wc -l) archived segments"
lengths() { segments "$ARCHIVE" | xargs jq length; jq length "$DATA/orders/outbox.json"; }
claim 'the archives and outbox.json hold every event, as JSON' equal "$ORDERS" "$(lengths | jq -s add)"

# Remove the keys of three items, one of them in the oldest archive.
for item in order-1-a "order-$((ORDERS / 2))-b" "order-$((ORDERS * 3 / 4))-a"; do
    echo "orderId=${item%-*} itemId=$item" >>"$WORK/cut"
    sed -i "/\"itemId\":\"$item\"/d" "$KEYS"
done
claim 'removed keys prevent the start' \
    grep -q 'processed_notifications.json .* damaged at byte' <(java -jar "$ORDER_JAR" verify "--pipeline.data-dir=$DATA" 2>&1)
CODE=0
java -jar "$ORDER_JAR" repair --yes "--pipeline.data-dir=$DATA" >"$WORK/repair.log" 2>&1 || CODE=$?
claim 'until they are repaired' equal 0 "$CODE"
sed 's/^/    /' "$WORK/repair.log" | head -3
claim 'which keeps all others' equal "$((2 * ORDERS - 3))" "$(jq length "$KEYS")"

serve "$WORK/second.log"
over() { curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/replay" | jq -e '.state != "RUNNING"' >/dev/null; }
# replay <json> <filter>: runs a replay and prints this part of its result
replay() {
    manage replay "$1" >/dev/null
    within 180 over
    curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/replay" | tee "$WORK/replay" | jq -r "$2"
}
claim 'a dry run counts the removed keys' equal "FINISHED $ORDERS 3" "$(replay '{}' '"\(.state) \(.events) \(.notProcessed)"')"
claim 'and sends nothing' equal 0 "$(count 'notification\.sent' "$WORK/second.log")"
claim 'the replay reads everything' equal "FINISHED $ORDERS" \
    "$(replay '{"dryRun":false,"eventsPerSecond":1000000}' '"\(.state) \(.events)"')"
claim 'and sends exactly the removed ones' equal "$(cat "$WORK/cut")" \
    "$(sed -nE 's/.*notification\.sent (.*)/\1/p' "$WORK/second.log" | sort -t- -k2n)"
claim 'a second dry run finds nothing to do' equal 'FINISHED 0' "$(replay '{}' '"\(.state) \(.notProcessed)"')"
claim 'each item is recorded as notified, once' all_notified
cat "$WORK/comparison"
