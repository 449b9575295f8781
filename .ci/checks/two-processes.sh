#!/usr/bin/env bash
# The two services as two processes that share a folder, in either start order.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

orders() {
    start "$WORK/orders.log" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    ORDERS=$PID
    await_orders "$WORK/orders.log" "$ORDERS"
}

notifications() {
    start "$WORK/notifications.log" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    NOTIFICATIONS=$PID
    claim 'the notification service starts' \
        within "$START_SECONDS" line_in 'Notification service ready' "$WORK/notifications.log"
}

notifies_a_live_order() {
    claim "$1: an order is accepted" equal '202 {"orderId":"live"}' "$(post '{"itemId":["x","y"],"orderId":"live"}')"
    claim "$1: and notified" within 10 line_in 'orderId=live itemId=y$' "$WORK/notifications.log"
    stop "$ORDERS"
    stop "$NOTIFICATIONS"
    claim "$1: each item once" equal 2 "$(count 'orderId=live' "$WORK/notifications.log")"
}

DATA=$WORK/orders-first
orders
claim 'an order is accepted while no consumer is running' equal '202 {"orderId":"early"}' "$(post '{"itemId":["e"],"orderId":"early"}')"
notifications
claim 'and notified later' within 10 line_in 'orderId=early itemId=e$' "$WORK/notifications.log"
notifies_a_live_order 'orders first'

DATA=$WORK/notifications-first
notifications
orders
notifies_a_live_order 'notifications first'
