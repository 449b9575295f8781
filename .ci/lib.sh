# Shared by .ci/run and .ci/checks/*.sh: starts services, talks to them, checks claims. Every wait has a timeout, and
# only processes started here are ended, by id.

ROOT=${ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)}
ORDER_JAR=$ROOT/order-service/target/order-service-exec.jar
NOTIFICATION_JAR=$ROOT/notification-service/target/notification-service-exec.jar
LAUNCHER_JAR=$ROOT/launcher/target/order-pipeline.jar
START_SECONDS=${START_SECONDS:-120}
# Programs from tools/, described in their classes: a load, the comparison with its ledger, hostile clients, a receiver.
TOOLS=$ROOT/tools/target/tools.jar
PLACE_ORDERS=(java -cp "$TOOLS" io.orderpipeline.tools.check.PlaceOrders)
COMPARE_LEDGER=(java -cp "$TOOLS" io.orderpipeline.tools.check.CompareLedger)
HOSTILE_CLIENTS=(java -cp "$TOOLS" io.orderpipeline.tools.check.HostileClients)
RECEIVE_WEBHOOKS=(java -cp "$TOOLS" io.orderpipeline.tools.check.ReceiveWebhooks)

WORK=$(mktemp -d)
STARTED=()
PASSED=0
FAILED=0
FAILED_AT='an explicit exit'

# Keep the first failure, the innermost command; the enclosing ones fail with it.
set -E
trap '[ "$FAILED_AT" != "an explicit exit" ] || FAILED_AT="${BASH_SOURCE[0]##*/}:$LINENO ($BASH_COMMAND)"' ERR

_end_of_check() {
    local code=$? pid
    for pid in "${STARTED[@]}"; do
        kill -KILL "$pid" 2>/dev/null || true
    done
    rm -rf "$WORK"
    if [ "$code" -ne 0 ] && [ "$FAILED" -eq 0 ]; then
        not_ok "the check itself failed with code $code at $FAILED_AT"
    fi
    echo "$PASSED $FAILED" >"${COUNTS:-/dev/null}"
    [ "$FAILED" -eq 0 ] || exit 1
}
trap _end_of_check EXIT

# claim "<what is claimed>" <command...>: passes when the command succeeds
claim() {
    local what=$1
    shift
    if "$@"; then
        echo "  ok - $what"
        PASSED=$((PASSED + 1))
    else
        not_ok "$what"
    fi
}

# Printed here, and again at the end of the run.
not_ok() {
    echo "  NOT OK - $1"
    echo "$(basename "$0" .sh): $1" >>"${FAILURES:-/dev/null}"
    FAILED=$((FAILED + 1))
}

# equal <expected> <actual>
equal() {
    [ "$1" = "$2" ] || { printf '    expected: %s\n    but was:  %s\n' "$1" "$2"; return 1; }
}

# within <seconds> <command...>: retries until the command succeeds
within() {
    local end=$((${EPOCHREALTIME/./} + $1 * 1000000))
    shift
    until "$@"; do
        [ "${EPOCHREALTIME/./}" -lt "$end" ] || { echo "    gave up waiting for: $*"; return 1; }
        sleep 0.05
    done
}

# start <log> <command...>: sets PID
start() {
    local log=$1
    shift
    # Truncate the log here, not in the child: otherwise a wait could match a line of the previous process.
    : >"$log"
    # In a shell without a terminal, background processes ignore SIGINT.
    env --default-signal=INT "$@" >>"$log" 2>&1 &
    PID=$!
    STARTED+=("$PID")
}

is_gone() { ! kill -0 "$1" 2>/dev/null; }

# stop <pid> [signal]: sets CODE, the exit code
stop() {
    kill "-${2:-TERM}" "$1" 2>/dev/null || true
    if ! within 40 is_gone "$1"; then
        kill -KILL "$1" 2>/dev/null || true
    fi
    CODE=0
    wait "$1" || CODE=$?
}

line_in() { grep -qE -- "$1" "$2" 2>/dev/null; }

# count <regex> <file>
count() { grep -cE -- "$1" "$2" || true; }

# await_orders <log> <pid>: waits for the line with the port of the orders API; sets PORT
await_orders() {
    if ! within "$START_SECONDS" line_in_or_gone 'Order service listening on [0-9]+' "$1" "$2"; then
        cat "$1"
        return 1
    fi
    PORT=$(sed -nE 's/.*Order service listening on ([0-9]+).*/\1/p' "$1" | head -1)
    [ -n "$PORT" ] || { cat "$1"; return 1; }
}

line_in_or_gone() { line_in "$1" "$2" || is_gone "$3"; }

# post <json>: prints "<status> <body>"
post() {
    curl -s --max-time 20 -o "$WORK/body" -w '%{http_code}' -XPOST "localhost:$PORT/orders" \
        -H 'Content-Type: application/json' -d "$1" >"$WORK/status" || true
    echo "$(cat "$WORK/status") $(cat "$WORK/body")"
}

# Free ports for every server that a check does not set itself.
FREE_PORTS=(--server.port=0 --pipeline.management.orders-port=0 --pipeline.management.notifications-port=0)
