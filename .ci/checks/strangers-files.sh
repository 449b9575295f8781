#!/usr/bin/env bash
# An unprivileged user: everything is created accessible only to its owner, and an unusable file or folder prevents the start in one line.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

# The checkout may be in a folder that only root can read, and so may the JDK.
chmod 0711 "$WORK"
SHARED=$WORK/shared
mkdir -m 0755 "$SHARED"
install -m 0644 "$ORDER_JAR" "$SHARED/order-service.jar"
install -m 0644 "$NOTIFICATION_JAR" "$SHARED/notification-service.jar"
JAVA=$(readlink -f "$(command -v java)")

if [ "$(id -u)" -eq 0 ]; then
    STRANGER=65534
    AS_STRANGER=(setpriv --reuid="$STRANGER" --regid="$STRANGER" --clear-groups)
    if ! "${AS_STRANGER[@]}" "$JAVA" -version 2>/dev/null; then
        cp -RL "$(dirname "$(dirname "$JAVA")")" "$SHARED/jdk"
        chmod -R a+rX "$SHARED/jdk"
        JAVA=$SHARED/jdk/bin/java
    fi
else
    STRANGER=$(id -u)
    AS_STRANGER=(env)
fi
# The permissions of created files must come from the program, not from the shell.
umask 000

# fresh <name>: creates a data folder owned by the stranger; sets DATA
fresh() {
    DATA=$WORK/$1
    mkdir -m 0700 "$DATA"
    mkdir -m 0700 "$DATA/orders" "$DATA/notifications"
    chown -R "$STRANGER" "$DATA"
}

# serve <log> <jar>: starts a service as the stranger
serve() {
    start "$1" "${AS_STRANGER[@]}" "$JAVA" -XX:TieredStopAtLevel=1 -jar "$SHARED/$2" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    SERVICE=$PID
}

# refused <what> <jar> <regex for the rest of the line>
refused() {
    local log=$DATA.log before after
    before=$(contents)
    serve "$log" "$2"
    claim "$1: the start ends" within "$START_SECONDS" is_gone "$SERVICE"
    stop "$SERVICE"
    claim "$1: with exit code 1" equal 1 "$CODE"
    claim "$1: in one line" equal 1 "$(count 'ERROR|WARN|Exception' "$log")"
    claim "$1: that says why" line_in "start refused: $3" "$log"
    claim "$1: without a stack trace" equal 0 "$(count '^\s+at |Caused by' "$log")"
    after=$(contents)
    claim "$1: and nothing is changed" equal "$before" "$after"
}

# Names, kinds, permissions and sizes, without the lock and owner files, which are created and deleted.
contents() {
    (cd "$DATA" && find . ! -name '.lock' ! -name '.owner' -printf '%p %y %m %s %l\n' | sort)
}

fresh new
rmdir "$DATA/orders" "$DATA/notifications"
serve "$WORK/new.log" order-service.jar
await_orders "$WORK/new.log" "$SERVICE"
claim 'a stranger can run the service' equal '202 {"orderId":"1"}' "$(post '{"itemId":["a"],"orderId":"1"}')"
claim 'only the owner can access the folder' equal 700 "$(stat -c %a "$DATA/orders")"
claim 'and each file' equal '600' "$(find "$DATA/orders" -type f -printf '%m\n' | sort -u)"
claim 'including those without orders' test -f "$DATA/orders/.lock"
stop "$SERVICE"
INTACT=$DATA/orders/orders.json

ORDERS_JSON='orders/orders\.json'
fresh read-only-data
rmdir "$DATA/orders"
chmod 0500 "$DATA"
refused 'a read-only data folder' order-service.jar 'cannot use .*/orders: permission denied$'
fresh read-only-folder
chmod 0500 "$DATA/orders"
refused 'a read-only folder' order-service.jar 'cannot use .*/orders.*: permission denied$'
fresh read-only-file
install -m 0400 -o "$STRANGER" "$INTACT" "$DATA/orders/orders.json"
refused 'a read-only file' order-service.jar "cannot use .*$ORDERS_JSON: permission denied\$"
fresh symbolic-link
ln -s "$INTACT" "$DATA/orders/orders.json"
refused 'a symbolic link' order-service.jar "cannot use .*$ORDERS_JSON: not a regular file\$"
fresh pipe
mkfifo "$DATA/orders/orders.json"
refused 'a pipe' order-service.jar "cannot use .*$ORDERS_JSON: not a regular file\$"
fresh folder
mkdir "$DATA/orders/orders.json"
refused 'a folder in place of a file' order-service.jar "cannot use .*$ORDERS_JSON: not a regular file\$"
fresh file
rmdir "$DATA/orders"
touch "$DATA/orders"
refused 'a file in place of the folder' order-service.jar 'cannot use .*/orders: something that is not a folder is in the way$'
fresh foreign
echo '{"orders":[]}' >"$DATA/orders/orders.json"
refused 'a foreign format' order-service.jar "cannot use .*$ORDERS_JSON: it is not a journal of this program: .*"
fresh inbox
mkfifo "$DATA/notifications/processed_notifications.json"
refused 'a pipe in the inbox' notification-service.jar 'cannot use .*/processed_notifications\.json: not a regular file$'
