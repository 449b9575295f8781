#!/usr/bin/env bash
# Backup and restore: a hot copy under load, in the order given in docs/maintenance.md, loses nothing. Every mix of an older and a newer
# copy ends with all orders of its orders.json notified, or is refused with the command that fixes it.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data

# serve <log> <data folder>
serve() {
    start "$1" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$2" --pipeline.outbox.segment-size=100KB
    SERVICE=$PID
}

# backup <to>: the checkpoint first, then the rest of notifications, then the outbox, orders.json last
backup() {
    mkdir -p "$1/notifications" "$1/orders"
    # It does not exist until the relay first saves it.
    cp "$DATA/notifications/outbox-checkpoint.json" "$1/notifications/" 2>/dev/null || true
    cp "$DATA/notifications/dead_letters.json" "$DATA/notifications/processed_notifications.json" "$1/notifications/"
    cp "$DATA/orders/outbox.json" "$1/orders/"
    # A segment archived in the meantime is copied with the archive.
    cp "$DATA"/orders/outbox-0*.json "$1/orders/" 2>/dev/null || true
    cp -r "$DATA/orders/archive" "$1/orders/" 2>/dev/null || true
    cp "$DATA/orders/orders.json" "$1/orders/"
}

serve "$WORK/first.log" "$DATA"
await_orders "$WORK/first.log" "$SERVICE"
: >"$WORK/ledger"
start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 16 300 1000 order "$WORK/ledger"
LOAD=$PID
some() { [ "$(count '^202 ' "$WORK/ledger")" -ge "$1" ]; }
claim 'orders are accepted' within 120 some 500
cp "$WORK/ledger" "$WORK/ledger.older"
backup "$WORK/older"
claim 'and more of them' within 120 some 3000
grep '^202 ' "$WORK/ledger" | head -n -1 >"$WORK/ledger.newer"
backup "$WORK/newer"
stop "$LOAD"
stop "$SERVICE"
echo "    $(count '^202 ' "$WORK/ledger.older") orders were accepted before the older copy, $(count '^202 ' "$WORK/ledger.newer") before the newer"

# Only complete lines of the ledger count.
whole() { grep -E '^202 order-[0-9]+$' "$1" | sed '$d'; }
all_notified() { "${COMPARE_LEDGER[@]}" "$1" "$2" "${3:-notified}" >"$WORK/comparison" 2>&1; }

for copy in older newer; do
    whole "$WORK/ledger.$copy" >"$WORK/ledger.whole"
    cp -r "$WORK/$copy" "$WORK/restored"
    CODE=0
    java -jar "$ORDER_JAR" verify "--pipeline.data-dir=$WORK/restored" >"$WORK/verify.log" 2>&1 || CODE=$?
    echo "    verify of the $copy copy: exit code $CODE, $(tail -1 "$WORK/verify.log")"
    serve "$WORK/restored.log" "$WORK/restored"
    claim "the $copy copy starts" await_orders "$WORK/restored.log" "$SERVICE"
    claim "the $copy copy has lost nothing" within 60 all_notified "$WORK/ledger.whole" "$WORK/restored"
    head -3 "$WORK/comparison"
    stop "$SERVICE"
    rm -rf "$WORK/restored"
done

# Every combination of orders.json, the outbox with its segments, and notifications/, each from the older or the newer copy.
for orders in older newer; do
    for outbox in older newer; do
        for inbox in older newer; do
            pair="orders.json $orders, outbox $outbox, notifications $inbox"
            mixed=$WORK/mixed
            rm -rf "$mixed"
            cp -r "$WORK/$outbox" "$mixed"
            cp "$WORK/$orders/orders/orders.json" "$mixed/orders/orders.json"
            rm -rf "$mixed/notifications"
            cp -r "$WORK/$inbox/notifications" "$mixed/notifications"
            serve "$WORK/mixed.log" "$mixed"
            within "$START_SECONDS" line_in_or_gone 'Order service listening on [0-9]+' "$WORK/mixed.log" "$SERVICE" || true
            if is_gone "$SERVICE"; then
                claim "$pair: refused with the command that fixes it" line_in 'start refused: .*(verify|repair) ' "$WORK/mixed.log"
                claim "$pair: only if the outbox is ahead" equal 'older newer' "$orders $outbox"
                java -jar "$ORDER_JAR" repair --yes "--pipeline.data-dir=$mixed" >"$WORK/repair.log" 2>&1 || cat "$WORK/repair.log"
                serve "$WORK/mixed.log" "$mixed"
                claim "$pair: and the command fixes it" await_orders "$WORK/mixed.log" "$SERVICE"
            fi
            whole "$WORK/ledger.$orders" >"$WORK/ledger.whole"
            # A newer inbox has orders that an older orders.json does not.
            claim "$pair: all are notified" within 60 all_notified "$WORK/ledger.whole" "$mixed" notified-and-more
            stop "$SERVICE"
        done
    done
done
