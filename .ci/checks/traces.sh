#!/usr/bin/env bash
# One trace from the request to each notification, as received by a collector from both services on a real broker: through an outage, a kill
# of the notification service, a failed attempt and a refused one. A redrive is a separate trace with a link.
# BROKERS=kafka runs only one of them; SPANS=folder keeps the received spans, for a picture.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
. "$(dirname "$0")/../brokers.sh"
BROKERS=${BROKERS:-kafka redis rabbitmq}
SPANS=${SPANS:-$WORK}
TRACE=0af7651916cd43dd8448eb211c80319c
CLIENT=b7ad6b7169203331
SECRET=whsec_$(head -c 32 /dev/urandom | base64 -w0)

collect() {
    start "$WORK/collector.log" java -cp "$TOOLS" io.orderpipeline.tools.traces.TraceReceiver "$RECEIVED"
    within 30 line_in 'receiving traces on [0-9]+' "$WORK/collector.log"
    OPTIONS+=(--spring.profiles.active=otel --management.opentelemetry.tracing.export.schedule-delay=50ms
        "--management.opentelemetry.tracing.export.otlp.endpoint=http://localhost:$(grep -oE '[0-9]+$' "$WORK/collector.log")/v1/traces")
}
receive() {
    start "$WORK/receiver.log" "${RECEIVE_WEBHOOKS[@]}" "$SECRET" "$CONTROL" "$NOTICES"
    within 30 line_in 'receiving at ' "$WORK/receiver.log"
    HOOK=$(sed -n 's/receiving at //p' "$WORK/receiver.log")
}
orders() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}"
    ORDER_SERVICE=$PID
    await_orders "$1" "$ORDER_SERVICE"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "--pipeline.broker=$NAME" "${OPTIONS[@]}" \
        --pipeline.notifier=webhook "--pipeline.webhook.url=$HOOK" "--pipeline.webhook.secret=$SECRET" \
        --pipeline.webhook.allow-internal-addresses=true --pipeline.retry.attempts=2 --pipeline.retry.first-pause=200ms
    NOTIFICATION_SERVICE=$PID
    within "$START_SECONDS" line_in_or_gone 'managed on 127\.0\.0\.1:[0-9]+' "$1" "$NOTIFICATION_SERVICE"
    MANAGEMENT=$(sed -nE 's/.*managed on 127\.0\.0\.1:([0-9]+).*/\1/p' "$1" | head -1)
}
# spans <jq filter>: applies the filter to the array of all spans
spans() { touch "$RECEIVED"; jq -s -r "$1" "$RECEIVED"; }
# some <jq condition>: whether any span matches
some() { [ "$(spans "any(.[]; $1)")" = true ]; }
noticed() { line_in "^$1 [^ ]+ traced $2 " "$NOTICES"; }
dead() { [ "$(curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/deadletters" | jq .total)" = 1 ]; }
redrive() {
    curl -s --max-time 20 "127.0.0.1:$MANAGEMENT/actuator/deadletters" -XPOST -H 'Content-Type: application/json' \
        -d '{"action":"redrive"}' >/dev/null
}
# Counts the trace's spans whose parent is neither the client nor another of its spans
orphans() { spans "map(select(.traceId == \"$TRACE\")) | map(.spanId) as \$known | map(select(.parentId | IN(\"$CLIENT\", \$known[]) | not)) | length"; }
# Counts the webhook requests whose traceparent names no notification span
strangers() {
    spans 'map(select(.name == "notification send") | "00-\(.traceId)-\(.spanId)-0") | .[]' >"$WORK/sent"
    cut -d' ' -f5 "$NOTICES" | grep -cvFf "$WORK/sent" || true
}

for NAME in $BROKERS; do
    DATA=$WORK/data-$NAME RECEIVED=$SPANS/$NAME.spans NOTICES=$WORK/$NAME.notices CONTROL=$WORK/control-$NAME
    mkdir -p "$SPANS" "$CONTROL"
    rm -f "$RECEIVED"
    "prepare_$NAME"
    "start_$NAME"
    collect
    receive
    orders "$WORK/$NAME.orders.log"
    touch "$CONTROL/down" "$CONTROL/itemB.once" "$CONTROL/itemB"
    claim "$NAME: an order is accepted with the trace of its request" equal 202 \
        "$(curl -s --max-time 20 -o "$WORK/answer" -w '%{http_code}' "localhost:$PORT/orders" -H 'Content-Type: application/json' \
            -H "traceparent: 00-$TRACE-$CLIENT-01" -d '{"orderId":"traced","itemId":["itemA","itemB"]}')"
    claim "$NAME: the request is a span of it, a child of the client's" within 30 \
        some ".service == \"order-service\" and .name == \"http post /orders\" and .traceId == \"$TRACE\" and .parentId == \"$CLIENT\""

    notifications "$WORK/$NAME.notifications1.log"
    claim "$NAME: so is an attempt that fails in an outage" within 60 \
        some ".traceId == \"$TRACE\" and .name == \"order.created process\" and (.problem | startswith(\"outage\"))"
    kill -KILL "$NOTIFICATION_SERVICE"
    within 20 is_gone "$NOTIFICATION_SERVICE"
    rm "$CONTROL/down"
    notifications "$WORK/$NAME.notifications2.log"
    claim "$NAME: after a kill one item is accepted" within 60 noticed 200 itemA
    claim "$NAME: the other one fails" within 20 noticed 500 itemB
    claim "$NAME: and is refused until its event is a dead letter" within 60 dead
    ROOTS="map(select(.name == \"order.created process\" and .parentId == \"\"))"
    claim "$NAME: no attempt so far started a new trace" equal 0 "$(spans "$ROOTS | length")"

    rm "$CONTROL/itemB"
    redrive
    claim "$NAME: a redrive delivers it" within 30 noticed 200 itemB
    claim "$NAME: as the root of another trace" within 30 some '.name == "order.created process" and .parentId == ""'
    claim "$NAME: with a link to the request's" equal "$TRACE" "$(spans "$ROOTS | map(.linkedTraces[]) | join(\" \")")"
    # A clean stop exports the remaining spans.
    stop "$NOTIFICATION_SERVICE"
    stop "$ORDER_SERVICE"
    claim "$NAME: all other spans belong to the one trace" equal "$TRACE" \
        "$(spans "($ROOTS | map(.traceId)) as \$roots | map(.traceId | select(IN(\$roots[]) | not)) | unique | join(\" \")")"
    claim "$NAME: no parent is missing" equal 0 "$(orphans)"
    claim "$NAME: each request to the webhook names the span of its notification" equal 0 "$(strangers)"
    claim "$NAME: there were two of them in the outage and at least four more" test "$(wc -l <"$NOTICES")" -ge 6
    "end_$NAME"
    within 60 is_gone "$BROKER"
done
