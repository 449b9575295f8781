#!/usr/bin/env bash
# Both services on a real Kafka, Redis and RabbitMQ: the broker is restarted and the notification service killed, and all orders are
# notified, without a dead letter. Then the broker loses its disk, and a replay restores the events. Finally the broker is abandoned with
# events in it. BROKERS=kafka runs only one of them.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../brokers.sh"
ORDERS=${ORDERS:-3000}
BROKERS=${BROKERS:-kafka redis rabbitmq}

orders() {
    MANAGEMENT=$(free_port)
    start "$1" java -jar "$ORDER_JAR" --server.port=0 "--pipeline.management.orders-port=$MANAGEMENT" "--pipeline.data-dir=$DATA" \
        "--pipeline.broker=$NAME" "${OPTIONS[@]}"
    ORDER_SERVICE=$PID
    await_orders "$1" "$ORDER_SERVICE"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}"
    NOTIFICATION_SERVICE=$PID
}
load() {
    "${PLACE_ORDERS[@]}" "$PORT" 16 120 0 "$1" "$WORK/$NAME.ledger.$1" "$2" | sed 's/^/    /'
    cat "$WORK/$NAME.ledger.$1" >>"$WORK/$NAME.ledger"
}
all_notified() { "${COMPARE_LEDGER[@]}" "$WORK/$NAME.ledger" "$DATA" notified >"$WORK/comparison"; }
relay() { curl -s --max-time 20 "localhost:$MANAGEMENT/actuator/relay" | jq ".$1"; }
all_published() { [ "$(relay backlog)" = 0 ]; }
replay() {
    curl -s --max-time 20 -H 'Content-Type: application/json' -d "{\"dryRun\":false,\"fromSeq\":$1,\"toSeq\":$2}" \
        "localhost:$MANAGEMENT/actuator/replay" >"$WORK/replay"
}
accepted() { count '^202 ' "$WORK/$NAME.ledger.$1"; }

for NAME in $BROKERS; do
    DATA=$WORK/data-$NAME
    "prepare_$NAME"
    orders "$WORK/$NAME.orders.log"
    notifications "$WORK/$NAME.notifications1.log"
    load early 100
    claim "$NAME: orders are accepted before the broker is up" equal 100 "$(accepted early)"
    "start_$NAME"
    claim "$NAME: they are notified once it is up" within 120 all_notified
    load live "$ORDERS"
    "end_$NAME"
    within 60 is_gone "$BROKER"
    load away "$ORDERS"
    claim "$NAME: $ORDERS orders are accepted while the broker is down" equal "$ORDERS" "$(accepted away)"
    kill -KILL "$NOTIFICATION_SERVICE"
    "start_$NAME"
    notifications "$WORK/$NAME.notifications2.log"
    claim "$NAME: all are notified after the broker was restarted and the notification service killed" within 120 all_notified
    cat "$WORK/comparison"
    claim "$NAME: the order service logs each outage in one line" \
        equal 2 "$(count 'relay.outage.started' "$WORK/$NAME.orders.log")"
    stop "$NOTIFICATION_SERVICE"
    claim "$NAME: SIGTERM stops the notification service cleanly" equal 143 "$CODE"
    claim "$NAME: there is no dead letter" equal 0 "$(jq length "$DATA/notifications/dead_letters.json")"

    # Events that the order service has published but no consumer has received.
    KNOWN=$(relay lastSeq)
    load lost 200
    claim "$NAME: events for a notification service that is down count as published" within 60 all_published
    "end_$NAME"
    within 60 is_gone "$BROKER"
    "wipe_$NAME"
    "start_$NAME"
    notifications "$WORK/$NAME.notifications3.log"
    load fresh 1
    claim "$NAME: a broker that lost its disk accepts new events" \
        within 120 line_in 'notification.sent.*fresh-1-b' "$WORK/$NAME.notifications3.log"
    claim "$NAME: and has none of the old ones" equal 0 "$(count 'notification.sent.*lost-' "$WORK/$NAME.notifications3.log")"
    replay "$((KNOWN - 99))" "$((KNOWN + 200))"
    claim "$NAME: a replay of their range and the hundred events before restores them" within 120 all_notified
    claim "$NAME: and repeats no notification" equal 402 "$(count 'notification.sent' "$WORK/$NAME.notifications3.log")"
    stop "$NOTIFICATION_SERVICE"

    load left 100
    claim "$NAME: events that no consumer receives are published too" within 60 all_published
    "end_$NAME"
    within 60 is_gone "$BROKER"
    load last 50
    stop "$ORDER_SERVICE"
    claim "$NAME: and the order service, although the broker is down" equal 143 "$CODE"

    start "$WORK/$NAME.without.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    WITHOUT=$PID
    claim "$NAME: when it is abandoned with events in it, the bus inside one JVM delivers them" within 120 all_notified
    claim "$NAME: and repeats no notification" equal 300 "$(count 'notification.sent' "$WORK/$NAME.without.log")"
    stop "$WITHOUT"
done
