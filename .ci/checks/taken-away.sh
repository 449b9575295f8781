#!/usr/bin/env bash
# Files and folders that are moved, deleted or replaced while services run: no 202 after one second, the process ends with exit code 74
# and names the file, and a second process does not get the folder.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

serve() {
    start "$1" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    SERVICE=$PID
    await_orders "$1" "$SERVICE"
}

# taken_away <name of the case> <what the log must name> <command...>
taken_away() {
    local what=$1 named=$2 log=$WORK/$1.log end last=0 now status
    shift 2
    DATA=$WORK/$what
    serve "$log"
    claim "$what: an order is accepted first" equal '202 {"orderId":"before"}' "$(post '{"itemId":["b"],"orderId":"before"}')"
    "$@"
    local since=${EPOCHREALTIME/./}
    end=$((since + 40000000))
    while ! is_gone "$SERVICE" && [ "${EPOCHREALTIME/./}" -lt "$end" ]; do
        now=${EPOCHREALTIME/./}
        status=$(post "{\"itemId\":[\"later-$now\"]}")
        [[ "$status" == 202* ]] && last=$((now - since))
        sleep 0.02
    done
    claim "$what: no 202 after one second" test "$last" -lt 1000000
    stop "$SERVICE"
    claim "$what: exit code 74" equal 74 "$CODE"
    claim "$what: the log names it" line_in "storage\.failed .*$named was replaced, moved or deleted while this process used it" "$log"
    claim "$what: without a stack trace" equal 0 "$(count '^\s+at |Caused by' "$log")"
}

exchange() {
    cp -p "$1" "$1.copy"
    mv "$1.copy" "$1"
}

unlink_orders() { rm "$DATA/orders/orders.json"; }
replace_orders() { exchange "$DATA/orders/orders.json"; }
move_outbox() { mv "$DATA/orders/outbox.json" "$DATA/outbox.json"; }
unlink_keys() { rm "$DATA/notifications/processed_notifications.json"; }
replace_letters() { exchange "$DATA/notifications/dead_letters.json"; }
unlink_lock() { rm "$DATA/orders/.lock"; }
move_orders_folder() { mv "$DATA/orders" "$DATA/moved"; }
move_data_folder() { mv "$DATA" "$DATA-moved"; }

taken_away orders-deleted 'orders/orders\.json' unlink_orders
taken_away orders-replaced 'orders/orders\.json' replace_orders
taken_away outbox-moved 'orders/outbox\.json' move_outbox
taken_away keys-deleted 'notifications/processed_notifications\.json' unlink_keys
taken_away letters-replaced 'notifications/dead_letters\.json' replace_letters
taken_away lock-deleted 'orders/\.lock' unlink_lock
taken_away orders-folder-moved 'orders/(orders|outbox)\.json|orders/\.lock' move_orders_folder
taken_away data-folder-moved '(orders|outbox|processed_notifications|dead_letters)\.json|/\.lock' move_data_folder

# A stopped process (in a debugger, or on a machine out of memory) cannot notice that its lock file is gone.
DATA=$WORK/second
serve "$WORK/first.log"
FIRST=$SERVICE
post '{"itemId":["a"],"orderId":"1"}' >/dev/null
kill -STOP "$FIRST"
rm "$DATA/orders/.lock"
start "$WORK/second.log" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
SECOND=$PID
claim 'a second process does not start while the owner is alive' within "$START_SECONDS" is_gone "$SECOND"
claim 'and names it' line_in "start refused: .*orders is in use by the process with pid $FIRST" "$WORK/second.log"
kill -CONT "$FIRST"
claim 'the owner ends' within 40 is_gone "$FIRST"
stop "$FIRST"
claim 'with exit code 74' equal 74 "$CODE"
serve "$WORK/again.log"
claim 'and nothing is lost' equal '409 {"error":"duplicate orderId"}' "$(post '{"itemId":["c"],"orderId":"1"}')"
stop "$SERVICE"
claim 'it stops cleanly' equal 143 "$CODE"
