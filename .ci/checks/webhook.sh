#!/usr/bin/env bash
# Notifications by webhook, to a receiver that checks every signature: an outage does not use up attempts, a refused item is redriven, and
# each item is accepted once. Nothing is sent to an internal address unless that is allowed.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ORDERS=${ORDERS:-500}
SECRET=whsec_$(head -c 32 /dev/urandom | base64 -w0)
RECEIVED=$WORK/received
CONTROL=$WORK/control
mkdir "$CONTROL"

start "$WORK/receiver.log" "${RECEIVE_WEBHOOKS[@]}" "$SECRET" "$CONTROL" "$RECEIVED"
RECEIVER=$PID
within 30 line_in 'receiving at ' "$WORK/receiver.log"
HOOK=$(sed -n 's/receiving at //p' "$WORK/receiver.log")

# serve <log> <property...>
serve() {
    local log=$1
    shift
    start "$log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" --pipeline.notifier=webhook \
        "--pipeline.webhook.url=$HOOK" "--pipeline.webhook.secret=$SECRET" --pipeline.retry.first-pause=100ms "$@"
    SERVICE=$PID
    await_orders "$log" "$SERVICE"
    MANAGEMENT=$(sed -nE 's/.*managed on 127\.0\.0\.1:([0-9]+).*/\1/p' "$log" | head -1)
}
management() { curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/$1" "${@:2}"; }
letters() { management deadletters | jq -c "$1"; }
answered() { count "^$1 " "$RECEIVED"; }
at_least() { [ "$(answered "$1")" -ge "$2" ]; }
seq_done() { [ "$(management relay | jq .doneSeq)" -ge "$1" ]; }
keys() { jq length "$DATA/notifications/processed_notifications.json"; }

# Internal addresses are refused by default and treated as an outage, so a configuration mistake loses nothing.
serve "$WORK/refused.log"
post '{"itemId":["inside"],"orderId":"inside"}' >/dev/null
claim 'a webhook at an internal address is not called' within 20 line_in 'relay.*internal address' "$WORK/refused.log"
sleep 1
claim 'not once' equal 0 "$(wc -l <"$RECEIVED")"
claim 'and makes no dead letter' equal 0 "$(letters .total)"
stop "$SERVICE"

touch "$CONTROL/down" "$CONTROL/order-7-b"
serve "$WORK/service.log" --pipeline.webhook.allow-internal-addresses=true
"${PLACE_ORDERS[@]}" "$PORT" 8 60 0 order "$WORK/ledger" "$ORDERS" | sed 's/^/    /'
claim 'orders are accepted during an outage of the receiver' equal "$ORDERS" "$(grep -c '^202 ' "$WORK/ledger")"
claim 'which is retried throughout the outage' within 20 at_least 503 5
ASKED=$(answered 503)
sleep 4
# A probe is the two items of one order, and the receiver asks for two seconds between probes.
claim 'but no more often than it allows' test "$(($(answered 503) - ASKED))" -le 6
rm "$CONTROL/down"
claim 'all orders are delivered when it is back' within 60 seq_done "$((ORDERS + 1))"
claim 'with one dead letter' equal '[1,"notification-refused",5]' "$(letters '[.total, .letters[0].failure.cause, .letters[0].failure.attempts]')"
claim 'whose item was refused five times' equal 5 "$(answered 400)"
claim 'every signature was valid' equal 0 "$(answered '(401|422)')"
ITEMS=$((2 * ORDERS + 1))
claim 'every other item is recorded as notified' equal "$((ITEMS - 1))" "$(keys)"
claim 'and was accepted once' equal "$((ITEMS - 1)) $((ITEMS - 1))" "$(answered 200) $(grep '^200 ' "$RECEIVED" | sort -u | wc -l)"
claim 'with a unique id that never changed' equal "$ITEMS $ITEMS" \
    "$(cut -d' ' -f2 "$RECEIVED" | sort -u | wc -l) $(cut -d' ' -f2- "$RECEIVED" | sort -u | wc -l)"
claim 'with few log lines about the outage' test "$(count 'relay\.' "$WORK/service.log")" -lt 5

ID=$(letters '.letters[0].id' | jq -r .)
redrive() { management "deadletters/$ID" -XPOST -H 'Content-Type: application/json' -d '{"action":"redrive"}' | jq -r .result; }
claim 'a redrive before the fix changes nothing' equal DIED_AGAIN "$(redrive)"
rm "$CONTROL/order-7-b"
claim 'a redrive after it delivers' equal REDELIVERED "$(redrive)"
claim 'the item that was missing' equal '200 order-7-b' "$(tail -1 "$RECEIVED" | cut -d' ' -f1,4)"
claim 'every item is recorded as notified' equal "$ITEMS" "$(keys)"
claim 'no dead letter is left' equal 0 "$(management 'deadletters?state=DEAD' | jq .total)"
stop "$SERVICE"
stop "$RECEIVER"
claim 'and no log contains the secret' equal 0 "$(cat "$WORK"/*.log | grep -cF "${SECRET#whsec_}" || true)"
