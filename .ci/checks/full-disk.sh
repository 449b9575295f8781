#!/usr/bin/env bash
# A disk that fills up under load: writes are refused, reads still work, writes resume when there is space, and nothing answered is lost.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DISK=$WORK/disk
DATA=$DISK/data
mkdir "$DISK"
mount -t tmpfs -o size=20m tmpfs "$DISK"
unmount() {
    local pid
    for pid in "${STARTED[@]}"; do
        kill -KILL "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    umount "$DISK"
}
trap 'code=$?; unmount; (exit $code); _end_of_check' EXIT

serve() {
    start "$1" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    SERVICE=$PID
    await_orders "$1" "$SERVICE"
}
full() { line_in '^503 ' "$WORK/ledger1"; }
# Fill most of the disk, so that it is full within a second of load.
head -c 17M /dev/zero >"$DISK/ballast"

serve "$WORK/service.log"
start "$WORK/load.log" "${PLACE_ORDERS[@]}" "$PORT" 16 60 0 full "$WORK/ledger1"
LOAD=$PID
claim 'the disk fills up' within 60 full
kill "$LOAD" && wait "$LOAD" 2>/dev/null || true
# A refused batch frees its space again, so a small order may still fit: send large ones.
refused() {
    local items
    items=$(for i in {1..20}; do printf '"%d-%0180d",' "$RANDOM" "$i"; done)
    curl -s -i --max-time 20 -XPOST "localhost:$PORT/orders" -H 'Content-Type: application/json' \
        -d "{\"itemId\":[${items%,}]}" | tr -d '\r' >"$WORK/refusal"
    grep -qE '^HTTP/1.1 503' "$WORK/refusal"
}
claim 'a write is answered 503' within 20 refused
claim 'with Retry-After' grep -qiE '^Retry-After: [0-9]+' "$WORK/refusal"
claim 'and a reason' grep -qE '^\{"error":"[^"]+"\}' "$WORK/refusal"
KNOWN=$(awk '$1 == 202 { print $2; exit }' "$WORK/ledger1")
claim 'reads still work' equal 200 "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$PORT/orders/$KNOWN")"

kill -KILL "$SERVICE"
wait "$SERVICE" 2>/dev/null || true
serve "$WORK/still-full.log"
claim 'it starts again while the disk is full' equal 200 "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$PORT/orders/$KNOWN")"

rm "$DISK/ballast"
accepted() { [[ "$(post "{\"itemId\":[\"room-$RANDOM-$RANDOM\"]}")" == 202* ]]; }
claim 'it resumes on its own when there is space' within 10 accepted
claim 'the log shows when it was full' line_in 'WARN.*storage_full' "$WORK/service.log"
"${PLACE_ORDERS[@]}" "$PORT" 8 2 0 room "$WORK/ledger2" | sed 's/^/    /'
stop "$SERVICE"
cat "$WORK/ledger1" "$WORK/ledger2" >"$WORK/ledger"
claim 'nothing answered was lost, nothing refused was stored' "${COMPARE_LEDGER[@]}" "$WORK/ledger" "$DATA"
