#!/usr/bin/env bash
# Two order services and two notification services as separate processes on one real PostgreSQL: the server, an order service and the
# active notification service are killed under load, and every order answered 202 is notified. Then the files of stopped services are
# moved into another database, with a first import that is killed halfway.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
ORDERS=${ORDERS:-3000}

missing=()
command -v psql >/dev/null || missing+=(postgresql-client)
[ -x /usr/sbin/pgbouncer ] || missing+=(pgbouncer)
command -v xz >/dev/null || missing+=(xz-utils)
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# The server that the tests use; packaging wrote its path. It refuses to run as root.
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
# use <database>: selects the database for services and queries from now on
use() {
    DB_NAME=$1
    DATABASE=(--pipeline.store=postgres "--spring.datasource.url=jdbc:postgresql://127.0.0.1:$DB_PORT/$1"
        --spring.datasource.username=orders)
}
use postgres
DATA=$WORK/unused

start_server() {
    start "$WORK/server.log" setpriv --reuid=nobody --regid=nogroup --clear-groups "$SERVER/bin/postgres" -D "$SERVER/data" \
        -p "$DB_PORT" -h 127.0.0.1 -k "$SERVER"
    DB=$PID
    within 60 ask 'select 1' >/dev/null
}
ask() { psql -qAt -h 127.0.0.1 -p "$DB_PORT" -U orders -d "$DB_NAME" -c "$1" 2>/dev/null; }

orders() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "${DATABASE[@]}"
    await_orders "$1" "$PID"
}
notifications() {
    start "$1" java -jar "$NOTIFICATION_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "${DATABASE[@]}"
    within "$START_SECONDS" line_in_or_gone 'Notification service ready' "$1" "$PID"
    line_in 'Notification service ready' "$1" || { cat "$1"; return 1; }
}
# load <port> <prefix> <orders>
load() { "${PLACE_ORDERS[@]}" "$1" 16 120 0 "$2" "$WORK/ledger.$2" "$3" | sed 's/^/    /'; }
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
claim 'no folder is created' test ! -e "$WORK/unused"

PORT=$PORT1
claim 'an order is accepted' equal '202 {"orderId":"123"}' "$(post '{"itemId":["itemA","itemB"],"orderId":"123"}')"
PORT=$PORT2
claim 'the other service refuses its items' equal '409 {"error":"duplicate item(s): itemB, itemA"}' \
    "$(post '{"itemId":["itemB","c","itemA"]}')"
claim 'and knows the order' equal '["itemA","itemB"]' "$(curl -s "localhost:$PORT2/orders/123" | jq -c .itemId)"

load "$PORT1" both1 "$ORDERS" &
LOAD=$!
load "$PORT2" both2 "$ORDERS"
wait "$LOAD"
claim 'both services accept orders concurrently' equal $((2 * ORDERS)) "$(accepted | wc -l)"
claim 'all are notified' within 60 all_notified
claim 'an order service reports the progress of an order, although it runs alone' equal '{"notified":["itemA","itemB"],"state":"notified"}' \
    "$(curl -s "localhost:$PORT2/orders/123" | jq -c '{notified, state}')"

# A backend that waits for its client while it holds the lock belongs to the frozen service.
holds_the_lock() { [ "$(ask "select count(*) from pg_stat_activity join pg_locks using (pid) where state = 'idle in transaction'
    and relation = 'commit_seq'::regclass and mode = 'RowShareLock' and state_change < now() - interval '200 ms'")" = 1 ]; }
freeze() {
    kill -STOP "$1"
    within 1 holds_the_lock >/dev/null || { kill -CONT "$1"; return 1; }
}
load "$PORT1" frozen "$ORDERS" &
LOAD=$!
claim 'an order service is frozen while it holds the commit lock' within 60 freeze "$ORDERS1"
PORT=$PORT2
claim 'the other one still accepts an order' equal '202 {"orderId":"while-frozen"}' \
    "$(post '{"itemId":["while-frozen"],"orderId":"while-frozen"}')"
kill -CONT "$ORDERS1"
wait "$LOAD"
PORT=$PORT1
claim 'resumed, the first one accepts orders again' equal '202 {"orderId":"woken"}' "$(post '{"itemId":["woken"],"orderId":"woken"}')"

load "$PORT1" kill1 $((2 * ORDERS)) &
LOAD1=$!
load "$PORT2" kill2 $((2 * ORDERS)) &
LOAD2=$!
within 30 line_in '^202 ' "$WORK/ledger.kill2"
kill -KILL "$DB"
within 60 is_gone "$DB"
PORT=$PORT2
claim 'without its server an order is answered 503' within 30 refused
claim 'with a short Retry-After' equal 'retry-after: 1' "$(curl -s -D- -o /dev/null --max-time 20 "localhost:$PORT2/orders/123" |
    tr -d '\r' | tr '[:upper:]' '[:lower:]' | grep '^retry-after')"
start_server
wait "$LOAD1" "$LOAD2"
claim 'no service ends because the server ends' kill -0 "$ORDERS1" "$ORDERS2" "$NOTIFICATIONS1" "$NOTIFICATIONS2"

# The active one has sent more notifications.
if [ "$(sends "$WORK/notifications1.log" | wc -l)" -ge "$(sends "$WORK/notifications2.log" | wc -l)" ]; then
    WORKING=$NOTIFICATIONS1 STANDING_BY=$NOTIFICATIONS2 TAKES_OVER=$WORK/notifications2.log
else
    WORKING=$NOTIFICATIONS2 STANDING_BY=$NOTIFICATIONS1 TAKES_OVER=$WORK/notifications1.log
fi
kill -KILL "$WORKING" "$ORDERS1"
load "$PORT2" last 200
before=$(sends "$TAKES_OVER" | wc -l)
claim 'the standby takes over within 15 s' within 15 sends_more "$TAKES_OVER" "$before"
claim 'all are notified after the server, an order service and a notification service were killed' within 60 all_notified
ask 'select order_id from orders' | grep -v '^123$' | LC_ALL=C sort >"$WORK/stored"
claim 'every order answered 202 is stored' equal '' "$(LC_ALL=C comm -13 "$WORK/stored" <(accepted))"
claim 'seqs have no gap' equal t "$(ask 'select max(seq) = count(*) and min(seq) = 1 from orders')"
claim 'no process sends a notification twice' equal '' \
    "$(for log in "$WORK"/notifications?.log; do sends "$log" | uniq -d; done | head -3)"
claim 'there is no dead letter' equal 0 "$(ask 'select count(*) from dead_letters')"
claim 'no log contains the password' equal '' "$(grep -l a-secret-word "$WORK"/*.log || true)"
stop "$STANDING_BY"
claim 'SIGTERM stops the notification service cleanly' equal 143 "$CODE"
stop "$ORDERS2"
claim 'and the order service' equal 143 "$CODE"

# verify: writes its findings into this file
verify() { java -jar "$ORDER_JAR" verify "${DATABASE[@]}" >"$WORK/verify" 2>&1; }
claim 'verify finds no damage in the database' verify
ask 'delete from order_items where seq = 2' >/dev/null
claim 'and finds a lost item' equal 1 "$(verify || echo $?)"
claim 'which it names' grep -q '^order_items .* damaged: item .* of the order with seq 2 is missing' "$WORK/verify"

# A pipeline on files: all orders but the last ones are notified when it is stopped.
DATABASE=() DATA=$WORK/files
orders "$WORK/file-orders.log"
FILE_ORDERS=$PID PORT1=$PORT
notifications "$WORK/file-notifications.log"
FILE_NOTIFICATIONS=$PID
load "$PORT1" files1 "$ORDERS"
filed() { sends_more "$WORK/file-notifications.log" $((2 * ORDERS - 1)); }
within 60 filed
stop "$FILE_NOTIFICATIONS"
load "$PORT1" files2 300
KEYED=$(curl -s -XPOST "localhost:$PORT1/orders" -H 'Content-Type: application/json' -H 'Idempotency-Key: once' -d '{"itemId":["keyed"]}')
stop "$FILE_ORDERS"

ask 'create database moved' >/dev/null
use moved
DATA=$WORK/unused
orders "$WORK/moved-tables.log"
stop "$PID"
import() { java -jar "$ORDER_JAR" import "${DATABASE[@]}" "--pipeline.data-dir=$WORK/files" >"$1" 2>&1; }
rows() { ask 'select (select count(*) from orders) + (select count(*) from order_items) + (select count(*) from processed_notifications)'; }
copying() { [ "$(ask "select count(*) from pg_stat_activity where query ilike 'copy orders%' and state = 'active'")" = 1 ]; }
idle() { [ "$(ask "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and datname = 'moved' and backend_type = 'client backend'")" = 0 ]; }

ask "create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(0.01); return new; end'" >/dev/null
ask 'create trigger slow before insert on orders for each row execute function slow()' >/dev/null
start "$WORK/killed-import.log" java -jar "$ORDER_JAR" import "${DATABASE[@]}" "--pipeline.data-dir=$WORK/files"
within 60 copying || cat "$WORK/killed-import.log"
kill -KILL "$PID"
within 60 idle
claim 'an import that is killed halfway leaves no row' equal 0 "$(rows)"
claim 'and files that services can still use' equal '' "$(find "$WORK/files" -name retired)"
ask 'drop trigger slow on orders' >/dev/null

claim 'the next import moves everything' import "$WORK/import"
claim 'and prints the counts' grep -qx "imported orders=$((ORDERS + 301)) items=$((2 * ORDERS + 601)) processed=$((2 * ORDERS)) deadLetters=0 doneSeq=$ORDERS" "$WORK/import"
before=$(rows)
claim 'when repeated, it succeeds' import "$WORK/import"
claim 'reports that it was done before' grep -q "all $((ORDERS + 301)) orders were imported before" "$WORK/import"
claim 'and changes nothing' equal "$before" "$(rows)"
for jar in "$ORDER_JAR" "$NOTIFICATION_JAR"; do
    start "$WORK/retired.log" java -jar "$jar" "${FREE_PORTS[@]}" "--pipeline.data-dir=$WORK/files"
    within "$START_SECONDS" is_gone "$PID"
    CODE=0
    wait "$PID" || CODE=$?
    claim "no service starts on the files: $(basename "$jar" -exec.jar)" equal 1 "$CODE"
    claim 'it logs in one line where the records are' equal 1 "$(count "^[^ ]+ ERROR start refused: cannot use .*: its records were imported into jdbc:postgresql://127.0.0.1:$DB_PORT/moved: " "$WORK/retired.log")"
done

orders "$WORK/moved-orders.log"
MOVED_ORDERS=$PID
claim 'an Idempotency-Key is known' equal "$KEYED" \
    "$(curl -s -XPOST "localhost:$PORT/orders" -H 'Content-Type: application/json' -H 'Idempotency-Key: once' -d '{"itemId":["keyed"]}')"
claim 'and an item' equal '409 {"error":"duplicate item(s): files2-1-b"}' "$(post '{"itemId":["new","files2-1-b"]}')"
notifications "$WORK/moved-notifications.log"
MOVED_NOTIFICATIONS=$PID
load "$PORT" moved 100
claim 'all are notified in the database' within 60 all_notified
claim 'nothing is notified both before and after' equal '' \
    "$(sends "$WORK/file-notifications.log" "$WORK/moved-notifications.log" | uniq -d | head -3)"
claim 'verify finds no damage while services work' verify
stop "$MOVED_NOTIFICATIONS"
stop "$MOVED_ORDERS"

# Both services in one process, on the same database.
start "$WORK/launcher.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA" "${DATABASE[@]}"
LAUNCHER=$PID
await_orders "$WORK/launcher.log" "$LAUNCHER"
claim 'the launcher accepts an order' equal '202 {"orderId":"launched"}' "$(post '{"itemId":["launched-a"],"orderId":"launched"}')"
claim 'and notifies it' within 30 line_in 'notification.sent orderId=launched itemId=launched-a$' "$WORK/launcher.log"
claim 'it knows the items of the services before it' equal '409 {"error":"duplicate item(s): keyed"}' "$(post '{"itemId":["keyed"]}')"
claim 'and creates no folder' test ! -e "$WORK/unused"
stop "$LAUNCHER"
claim 'SIGTERM stops it cleanly' equal 143 "$CODE"

# Behind PgBouncer in transaction mode, where clients share sessions, with a role whose commits do not wait for the disk.
ask 'create database pooled' >/dev/null
ask 'alter role orders set synchronous_commit = off' >/dev/null
use pooled
POOLER_PORT=$(shuf -i 30000-31999 -n 1)
echo '"orders" "a-secret-word"' >"$SERVER/users"
cat >"$SERVER/pgbouncer.ini" <<CONFIG
[databases]
* = host=127.0.0.1 port=$DB_PORT
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $POOLER_PORT
unix_socket_dir =
auth_type = scram-sha-256
auth_file = $SERVER/users
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = extra_float_digits
CONFIG
start "$WORK/pooler.log" setpriv --reuid=nobody --regid=nogroup --clear-groups /usr/sbin/pgbouncer "$SERVER/pgbouncer.ini"
POOLER=$PID
DATABASE=("${DATABASE[@]/:$DB_PORT\//:$POOLER_PORT/}")
orders "$WORK/pooled-orders1.log"
ORDERS1=$PID PORT1=$PORT
orders "$WORK/pooled-orders2.log"
ORDERS2=$PID PORT2=$PORT
notifications "$WORK/pooled-notifications.log"
NOTIFICATIONS1=$PID
ask 'create table seen (settings text)' >/dev/null
ask "create function note() returns trigger language plpgsql as 'begin
    insert into seen values (current_setting(''synchronous_commit'') || '' '' || current_setting(''lock_timeout'')); return new; end'" >/dev/null
ask 'create trigger note after insert on orders for each row execute function note()' >/dev/null
load "$PORT1" pooled1 300 &
LOAD=$!
load "$PORT2" pooled2 300
wait "$LOAD"
claim 'two services accept orders behind a pooler' equal 600 "$(cat "$WORK"/ledger.pooled? | grep -c '^202 ')"
claim 'all are notified' within 60 all_notified
claim 'each commit waits for the disk, and no lock is waited for without limit' equal 'on 8s' "$(ask 'select distinct settings from seen')"
claim 'no log line reports a problem' equal '' "$(grep -hE ' (WARN|ERROR) ' "$WORK"/pooled-*.log | grep -v open_to_everyone | head -3)"
stop "$NOTIFICATIONS1"
stop "$ORDERS1"
stop "$ORDERS2"
stop "$POOLER"
ask 'alter role orders reset synchronous_commit' >/dev/null

# A database disk that fills up.
mkdir "$WORK/disk"
mount -t tmpfs -o size=40m tmpfs "$WORK/disk"
trap 'code=$?; umount --lazy "$WORK/disk"; (exit $code); _end_of_check' EXIT
mkdir "$WORK/disk/space"
chown nobody "$WORK/disk/space"
ask "create tablespace small location '$WORK/disk/space'" >/dev/null
ask 'create database small tablespace small' >/dev/null
use small
orders "$WORK/small.log"
post '{"itemId":["known"],"orderId":"known"}' >/dev/null
dd if=/dev/zero of="$WORK/disk/ballast" bs=64k 2>/dev/null || true
is_full() { [ "$(post "{\"itemId\":[\"$(head -c 190 /dev/zero | tr '\0' x)-$RANDOM$RANDOM\"]}")" = '503 {"error":"storage is full, retry later"}' ]; }
claim 'when the database disk is full, an order is answered 503' within 60 is_full
claim 'an earlier order can be read' equal 200 "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$PORT/orders/known")"
rm "$WORK/disk/ballast"
has_room() { [[ "$(post "{\"itemId\":[\"room-$RANDOM$RANDOM\"]}")" == 202* ]]; }
claim 'it resumes on its own when there is space' within 30 has_room
claim 'and no seq is missing' equal t "$(ask 'select max(seq) = count(*) and min(seq) = 1 from orders')"
claim 'the process is the same' kill -0 "$PID"
stop "$PID"
