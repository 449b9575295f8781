#!/usr/bin/env bash
# Two order services and two notification services as processes of their own on one real PostgreSQL: the server, an order service and
# the notification service at work are killed under load, and every order answered 202 is notified.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
ORDERS=${ORDERS:-3000}

missing=()
command -v psql >/dev/null || missing+=(postgresql-client)
command -v xz >/dev/null || missing+=(xz-utils)
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# The server that the tests use, as the packaging left its name. It refuses to run as root.
SERVER=$WORK/server
DB_PORT=$(shuf -i 20000-29999 -n 1)
mkdir -p "$SERVER"
unzip -p "$(tr ':' '\n' <"$ROOT/adapters/postgres/target/server.classpath" | grep binaries-linux-amd64/)" postgres-linux-x86_64.txz | tar -xJ -C "$SERVER"
echo 'a-secret-word' >"$SERVER/password"
chmod 711 "$WORK"
chown -R nobody "$SERVER"
unprivileged() { setpriv --reuid=nobody --regid=nogroup --clear-groups env "HOME=$SERVER" "$@"; }
unprivileged "$SERVER/bin/initdb" -D "$SERVER/data" -U orders --pwfile="$SERVER/password" -A scram-sha-256 -E UTF8 --no-locale \
    >"$WORK/initdb.log"

export PGPASSWORD=a-secret-word SPRING_DATASOURCE_PASSWORD=a-secret-word
DATABASE=(--pipeline.store=postgres "--spring.datasource.url=jdbc:postgresql://127.0.0.1:$DB_PORT/postgres"
    --spring.datasource.username=orders)

start_server() {
    start "$WORK/server.log" setpriv --reuid=nobody --regid=nogroup --clear-groups "$SERVER/bin/postgres" -D "$SERVER/data" \
        -p "$DB_PORT" -h 127.0.0.1 -k "$SERVER"
    DB=$PID
    within 60 ask 'select 1' >/dev/null
}
ask() { psql -qAt -h 127.0.0.1 -p "$DB_PORT" -U orders -d postgres -c "$1" 2>/dev/null; }

orders() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$WORK/unused" "${DATABASE[@]}"
    await_orders "$1" "$PID"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$WORK/unused" "${DATABASE[@]}"
    within "$START_SECONDS" line_in_or_gone 'Notification service ready' "$1" "$PID"
    line_in 'Notification service ready' "$1" || { cat "$1"; return 1; }
}
# load <port> <prefix> <orders>
load() { java "$ROOT/.ci/tools/OrderLoad.java" "$1" 16 120 0 "$2" "$WORK/ledger.$2" "$3" | sed 's/^/    /'; }
accepted() { cat "$WORK"/ledger.* | grep '^202 ' | sed 's/^202 //' | LC_ALL=C sort; }
undone() { ask "select count(*) from order_items i join orders o using (seq) left join processed_notifications p
    on p.order_id = o.order_id and p.item_id = i.item_id and p.done where p.done is null"; }
all_notified() { [ "$(undone)" = 0 ]; }
refused() { [[ "$(post '{"itemId":["while-away"]}')" == 503* ]]; }
sends_more() { [ "$(sends "$1" | wc -l)" -gt "$2" ]; }
sends() { sed -nE 's/.*notification.sent (orderId=[^ ]+ itemId=[^ ]+)$/\1/p' "$@" | LC_ALL=C sort; }

start_server
claim 'the server syncs' equal 'on on' "$(ask "select current_setting('fsync') || ' ' || current_setting('synchronous_commit')")"
orders "$WORK/orders1.log"
ORDERS1=$PID PORT1=$PORT
orders "$WORK/orders2.log"
ORDERS2=$PID PORT2=$PORT
notifications "$WORK/notifications1.log"
NOTIFICATIONS1=$PID
notifications "$WORK/notifications2.log"
NOTIFICATIONS2=$PID
claim 'no folder is made' test ! -e "$WORK/unused"

PORT=$PORT1
claim 'an order is taken' equal '202 {"orderId":"123"}' "$(post '{"itemId":["itemA","itemB"],"orderId":"123"}')"
PORT=$PORT2
claim 'the other service refuses its items' equal '409 {"error":"duplicate item(s): itemB, itemA"}' \
    "$(post '{"itemId":["itemB","c","itemA"]}')"
claim 'and knows the order' equal '["itemA","itemB"]' "$(curl -s "localhost:$PORT2/orders/123" | jq -c .itemId)"

load "$PORT1" both1 "$ORDERS" &
LOAD=$!
load "$PORT2" both2 "$ORDERS"
wait "$LOAD"
claim 'both services take orders side by side' equal $((2 * ORDERS)) "$(accepted | wc -l)"
claim 'all are notified' within 60 all_notified

load "$PORT1" kill1 $((2 * ORDERS)) &
LOAD1=$!
load "$PORT2" kill2 $((2 * ORDERS)) &
LOAD2=$!
within 30 line_in '^202 ' "$WORK/ledger.kill2"
kill -KILL "$DB"
within 60 is_gone "$DB"
PORT=$PORT2
claim 'without its server an order is answered 503' within 30 refused
claim 'and is not asked to wait for long' equal 'retry-after: 1' "$(curl -s -D- -o /dev/null --max-time 20 "localhost:$PORT2/orders/123" |
    tr -d '\r' | tr '[:upper:]' '[:lower:]' | grep '^retry-after')"
start_server
wait "$LOAD1" "$LOAD2"
claim 'no service ends because the server does' kill -0 "$ORDERS1" "$ORDERS2" "$NOTIFICATIONS1" "$NOTIFICATIONS2"

# The one that works is the one that sent the last notifications.
if [ "$(sends "$WORK/notifications1.log" | wc -l)" -ge "$(sends "$WORK/notifications2.log" | wc -l)" ]; then
    WORKING=$NOTIFICATIONS1 STANDING_BY=$NOTIFICATIONS2 TAKES_OVER=$WORK/notifications2.log
else
    WORKING=$NOTIFICATIONS2 STANDING_BY=$NOTIFICATIONS1 TAKES_OVER=$WORK/notifications1.log
fi
kill -KILL "$WORKING" "$ORDERS1"
load "$PORT2" last 200
before=$(sends "$TAKES_OVER" | wc -l)
claim 'the one that stands by takes over within 15 s' within 15 sends_more "$TAKES_OVER" "$before"
claim 'all are notified after the server, an order service and a notification service were killed' within 60 all_notified
ask 'select order_id from orders' | grep -v '^123$' | LC_ALL=C sort >"$WORK/stored"
claim 'every order answered 202 is stored' equal '' "$(LC_ALL=C comm -13 "$WORK/stored" <(accepted))"
claim 'seqs have no gap' equal t "$(ask 'select max(seq) = count(*) and min(seq) = 1 from orders')"
claim 'no process sends a notification twice' equal '' \
    "$(for log in "$WORK"/notifications?.log; do sends "$log" | uniq -d; done | head -3)"
claim 'there is no dead letter' equal 0 "$(ask 'select count(*) from dead_letters')"
claim 'no log has the password' equal '' "$(grep -l a-secret-word "$WORK"/*.log || true)"
stop "$STANDING_BY"
claim 'SIGTERM ends the notification service in order' equal 143 "$CODE"
stop "$ORDERS2"
claim 'and the order service' equal 143 "$CODE"
