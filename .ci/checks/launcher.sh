#!/usr/bin/env bash
# One command starts everything; orders are answered, stored, notified once, and still known after a restart.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
cd "$ROOT"
DATA=$WORK/data
ARGUMENTS="${FREE_PORTS[*]} --pipeline.data-dir=$DATA"

run_with_maven() {
    start "$1" env LC_ALL=C mvn -B -ntp spring-boot:run "-Dspring-boot.run.arguments=$ARGUMENTS"
    await_orders "$1" "$PID"
    # Send Ctrl-C to the service itself; Maven waits for it.
    SERVICE=$(service_below "$PID")
}

# The launcher's own process among the children of a Maven process.
service_below() {
    local child
    for child in $(ps -o pid= --ppid "$1"); do
        if ps -o args= -p "$child" | grep -q 'io.orderpipeline.launcher.PipelineLauncher'; then
            echo "$child"
        else
            service_below "$child"
        fi
    done
}

interrupt() {
    kill -INT "$SERVICE"
    within 60 is_gone "$PID"
}

run_with_maven "$WORK/first.log"
claim 'the start line is complete in any locale' \
    grep -qE '📦 Order service listening on [0-9]+ \(mode=broker\+file\)$' "$WORK/first.log"

curl -s -i --max-time 20 -XPOST "localhost:$PORT/orders" -H 'Content-Type: application/json' \
    -d '{"itemId":["itemA","itemB"],"orderId":"123"}' | tr -d '\r' >"$WORK/answer"
claim 'an order is answered 202' grep -qE '^HTTP/1.1 202' "$WORK/answer"
claim 'with a Location' grep -qixF 'Location: /orders/123' "$WORK/answer"
claim 'and its id' equal '{"orderId":"123"}' "$(tail -1 "$WORK/answer")"
claim 'itemA is notified' within 10 line_in '🔔 notification.sent orderId=123 itemId=itemA$' "$WORK/first.log"
claim 'itemB is notified' within 10 line_in '🔔 notification.sent orderId=123 itemId=itemB$' "$WORK/first.log"

claim 'the same order again is a duplicate' \
    equal '409 {"error":"duplicate orderId"}' "$(post '{"itemId":["itemA","itemB"],"orderId":"123"}')"
claim 'an item that was ordered before is named' \
    equal '409 {"error":"duplicate item(s): itemB"}' "$(post '{"itemId":["itemB","itemC"]}')"
claim 'an order without items is refused' \
    equal '400 {"error":"itemId is required (non-empty array)"}' "$(post '{}')"

claim 'orders.json holds one order' equal '123 ["itemA","itemB"]' \
    "$(jq -r '.[] | "\(.orderId) \(.itemId | tojson)"' "$DATA/orders/orders.json")"
claim 'outbox.json holds its event in the schema of the contract' equal \
    'order.created 1 123 ["itemA","itemB"]' \
    "$(jq -r '.[] | "\(.type) \(.version) \(.orderId) \(.itemId | tojson)"' "$DATA/orders/outbox.json")"
claim 'createdAt is ISO 8601 in UTC' \
    grep -qE '"createdAt":"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{3}Z"' "$DATA/orders/outbox.json"
two_keys() { [ "$(jq length "$DATA/notifications/processed_notifications.json" 2>/dev/null)" = 2 ]; }
claim 'processed_notifications.json holds two keys' within 10 two_keys

ANSWER=$(post '{"itemId":["itemD"]}')
claim 'an order without an id gets a UUID' \
    grep -qE '^202 \{"orderId":"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"\}$' <<<"$ANSWER"
claim 'itemD is notified' within 10 line_in 'itemId=itemD$' "$WORK/first.log"

claim 'Ctrl-C stops it' interrupt
is_json() { jq -e . "$@" >/dev/null; }
claim 'all files are complete JSON afterwards' \
    is_json "$DATA/orders/orders.json" "$DATA/orders/outbox.json" "$DATA/notifications/processed_notifications.json"

run_with_maven "$WORK/second.log"
claim 'a restart still knows the order' \
    equal '409 {"error":"duplicate orderId"}' "$(post '{"itemId":["itemE"],"orderId":"123"}')"
claim 'and its items' equal '409 {"error":"duplicate item(s): itemA"}' "$(post '{"itemId":["itemA"]}')"
post '{"itemId":["itemF"],"orderId":"after"}' >/dev/null
claim 'a new order is notified' within 10 line_in 'orderId=after itemId=itemF$' "$WORK/second.log"
claim 'and nothing else is notified again' equal 1 "$(count 'notification.sent' "$WORK/second.log")"
claim 'Ctrl-C stops it again' interrupt
