#!/usr/bin/env bash
# A log that nothing reads: health shows that the relay is stuck, and the process still stops on SIGTERM.
set -euo pipefail
source "$(dirname "$0")/../lib.sh"

DATA=$WORK/data
PIPE=$WORK/pipe
mkfifo "$PIPE"
exec 9<>"$PIPE"
# The log file has the ports; it is written until the pipe is full.
java -jar "$LAUNCHER_JAR" --pipeline.data-dir="$DATA" --pipeline.relay.stop-grace=2s \
    --logging.file.name="$WORK/service.log" "${FREE_PORTS[@]}" >&9 2>&1 &
PID=$!
STARTED+=("$PID")
await_orders "$WORK/service.log" "$PID"
MANAGEMENT=127.0.0.1:$(sed -nE 's/.*managed on 127\.0\.0\.1:([0-9]+).*/\1/p' "$WORK/service.log" | head -1)
claim 'it accepts orders' grep -q '^202' <<<"$(post '{"itemId":["first"]}')"
for i in $(seq 1 15); do
    items=$(seq -f "\"pipe-$i-%g\"" 1 200 | paste -sd,)
    post "{\"itemId\":[$items]}" >/dev/null
done
stalled() { curl -s --max-time 5 "$MANAGEMENT/actuator/health/relay" | jq -e '.status == "DOWN" and .details.state == "STALLED"' >/dev/null; }
claim 'health shows that the relay is stalled' within 30 stalled
metric() { grep -q '^relay_stalled 1.0' <<<"$(curl -s --max-time 5 "$MANAGEMENT/actuator/prometheus")"; }
claim 'and so does the metric' metric
begin=$SECONDS
stop "$PID"
claim 'it ends with exit code 143' equal 143 "$CODE"
claim 'within 17 seconds, with a grace of 2' [ $((SECONDS - begin)) -le 17 ]
exec 9>&-

start "$WORK/log" java -jar "$LAUNCHER_JAR" --pipeline.data-dir="$DATA" "${FREE_PORTS[@]}"
await_orders "$WORK/log" "$PID"
processed() { [ "$(grep -c '"seq":' "$DATA/notifications/processed_notifications.json")" -eq 3001 ]; }
claim 'nothing is lost: all 3,001 are notified after the next start' within 60 processed
stop "$PID"
