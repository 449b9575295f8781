#!/usr/bin/env bash
# The three runnable jars: their contents, and that they run from any folder.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data
mkdir "$WORK/elsewhere"
cd "$WORK/elsewhere"

# Not a pipe: grep stops reading at the first match, so unzip would fail under pipefail.
holds() { grep -q "$2" <<<"$(unzip -l "$1")"; }
lacks() { ! holds "$1" "$2"; }

claim 'the order service has a jar' test -f "$ORDER_JAR"
claim 'the notification service has a jar' test -f "$NOTIFICATION_JAR"
claim 'the launcher has a jar' test -f "$LAUNCHER_JAR"
claim 'the order service does not contain the notification service' lacks "$ORDER_JAR" 'notification'
claim 'nor the launcher' lacks "$ORDER_JAR" 'io/orderpipeline/launcher'
claim 'the launcher contains both' holds "$LAUNCHER_JAR" 'notification-service-.*\.jar'

components() { unzip -p "$1" META-INF/sbom/application.cdx.json | jq '.components | length'; }
for jar in "$ORDER_JAR" "$NOTIFICATION_JAR" "$LAUNCHER_JAR"; do
    claim "$(basename "$jar") lists its libraries" test "$(components "$jar")" -gt 50
done

start "$WORK/launcher.log" java -jar "$LAUNCHER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
await_orders "$WORK/launcher.log" "$PID"
claim 'the launcher runs from any folder' equal '202 {"orderId":"1"}' "$(post '{"itemId":["a"],"orderId":"1"}')"
claim 'and notifies' within 10 line_in 'orderId=1 itemId=a$' "$WORK/launcher.log"
MANAGED=$(sed -nE 's/.* managed on ([0-9.:]+) .*/\1/p' "$WORK/launcher.log")
claim 'its management port shows the build' \
    equal '"Launcher"' "$(curl -s "$MANAGED/actuator/info" | jq .build.name)"
claim 'and its libraries' \
    equal "$(components "$LAUNCHER_JAR")" "$(curl -s "$MANAGED/actuator/sbom/application" | jq '.components | length')"
claim 'management is not on the public port' \
    equal 404 "$(curl -s -o /dev/null -w '%{http_code}' "localhost:$PORT/actuator/health")"

start "$WORK/thief.log" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
claim 'a second process on the folder ends' within "$START_SECONDS" is_gone "$PID"
CODE=0
wait "$PID" || CODE=$?
claim 'with an exit code' test "$CODE" -ne 0
claim 'and one line that names the folder' equal 1 "$(count 'start refused: .*data/orders' "$WORK/thief.log")"
claim 'and no stack trace' equal 0 "$(count '^\s+at ' "$WORK/thief.log")"

stop "${STARTED[0]}"
claim 'SIGTERM stops the launcher cleanly' equal 143 "$CODE"

start "$WORK/wrong.log" java -jar "$LAUNCHER_JAR" --pipeline.broker=pigeon
claim 'an invalid value prevents the start' within "$START_SECONDS" is_gone "$PID"
CODE=0
wait "$PID" || CODE=$?
claim 'with exit code 1' equal 1 "$CODE"
claim 'in one line' equal 1 "$(wc -l <"$WORK/wrong.log")"
claim 'that lists the allowed values' \
    line_in 'start refused: pipeline.broker=pigeon -> use in-process or kafka or rabbitmq or redis$' "$WORK/wrong.log"
