#!/usr/bin/env bash
# 10,000 orders while the notification service is down, and each process killed in between: all are notified, once, without a dead letter.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
ORDERS=${ORDERS:-10000}

orders() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    ORDER_SERVICE=$PID
    await_orders "$1" "$ORDER_SERVICE"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    NOTIFICATION_SERVICE=$PID
}
load() { "${PLACE_ORDERS[@]}" "$PORT" 32 120 0 "$1" "$WORK/ledger.$1" "$2" | sed 's/^/    /'; cat "$WORK/ledger.$1" >>"$WORK/ledger"; }
all_notified() { "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA" notified >"$WORK/comparison"; }
sent() { cat "$@" | grep -c 'notification.sent' || true; }

orders "$WORK/orders1.log"
load down "$ORDERS"
claim "$ORDERS orders are accepted while the notification service is down" equal "$ORDERS" "$(grep -c '^202 ' "$WORK/ledger.down")"
notifications "$WORK/notifications1.log"
within "$START_SECONDS" line_in 'notification.sent' "$WORK/notifications1.log"
kill -KILL "$NOTIFICATION_SERVICE"
notifications "$WORK/notifications2.log"
claim 'it catches up, although it was killed meanwhile' within 120 all_notified
cat "$WORK/comparison"

start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 16 60 0 killed "$WORK/ledger.killed"
LOAD=$PID
within 60 test -s "$WORK/ledger.killed"
sleep 2
kill -KILL "$ORDER_SERVICE"
within 60 is_gone "$LOAD" || true
cat "$WORK/ledger.killed" >>"$WORK/ledger"
orders "$WORK/orders2.log"
load after 100
claim 'the order service is killed under load, and all are notified' within 120 all_notified
cat "$WORK/comparison"
stop "$NOTIFICATION_SERVICE"
claim 'SIGTERM stops the notification service cleanly' equal 143 "$CODE"
stop "$ORDER_SERVICE"
claim 'and the order service' equal 143 "$CODE"
claim 'there is no dead letter' equal 0 "$(jq length "$DATA/notifications/dead_letters.json")"

# One JVM, its relay paused by an operator.
DATA=$WORK/data2
rm "$WORK/ledger"
start "$WORK/launcher.log" java -jar "$LAUNCHER_JAR" --server.port=0 --pipeline.management.orders-port=0 \
    --pipeline.management.notifications-port=0 "--pipeline.data-dir=$DATA"
LAUNCHER=$PID
await_orders "$WORK/launcher.log" "$LAUNCHER"
MANAGEMENT=$(sed -nE 's/.*managed on 127\.0\.0\.1:([0-9]+).*/\1/p' "$WORK/launcher.log" | head -1)
relay() { curl -s --max-time 20 -XPOST "127.0.0.1:$MANAGEMENT/actuator/relay" -H 'Content-Type: application/json' -d "{\"action\":\"$1\"}"; }
relay pause >/dev/null
load paused "$ORDERS"
claim 'nothing is notified while the relay is paused' equal 0 "$(sent "$WORK/launcher.log")"
relay resume >/dev/null
claim 'all are notified when it is resumed' within 120 all_notified
cat "$WORK/comparison"
claim 'each once' equal "$((2 * ORDERS))" "$(sent "$WORK/launcher.log")"
claim 'with few log lines about the pause' test "$(count 'relay\.' "$WORK/launcher.log")" -lt 5
start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 16 60 0 stopping "$WORK/ledger.stopping"
LOAD=$PID
within 60 test -s "$WORK/ledger.stopping"
sleep 1
stop "$LAUNCHER"
claim 'SIGTERM under load stops it cleanly' equal 143 "$CODE"
released() { [ ! -e "$DATA/orders/.owner" ] && [ ! -e "$DATA/notifications/.owner" ]; }
claim 'and releases its folders' released
within 60 is_gone "$LOAD" || true
cat "$WORK/ledger.stopping" >>"$WORK/ledger"
start "$WORK/again.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
await_orders "$WORK/again.log" "$PID"
claim 'and the next start warns only of open ports and has nothing to repair' equal 1 "$(count 'WARN|torn|caught_up' "$WORK/again.log")"
claim 'nothing is lost, nothing notified twice' within 60 all_notified
cat "$WORK/comparison"
