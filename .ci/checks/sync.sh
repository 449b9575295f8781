#!/usr/bin/env bash
# Checks the system calls: no 202 is sent before the sync that covers it, concurrent orders share a sync, and a failing sync ends the process.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
DATA=$WORK/data

traced() {
    local log=$1 trace=$2
    shift 2
    # seccomp: only the traced calls stop the process, so that the load stays realistic.
    start "$log" strace -D -f --seccomp-bpf -qq -y -s 65536 -o "$trace" "$@" \
        java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
    await_orders "$log" "$PID"
}

traced "$WORK/service.log" "$WORK/trace" -e trace=pwrite64,write,writev,sendto,fdatasync
claim 'an order is accepted under strace' equal '202 {"orderId":"one"}' "$(post '{"itemId":["a"],"orderId":"one"}')"
"${PLACE_ORDERS[@]}" "$PORT" 16 3 0 traced "$WORK/ledger" | sed 's/^/    /'
stop "$PID"

# The traced bytes show which orders a write contains, and which order an answer is for.
order_of_calls() {
    awk '
        /pwrite64\(.*orders\/orders\.json/ {
            writes++
            for (rest = $0; match(rest, /\\"orderId\\":\\"[^"\\]+/); rest = substr(rest, RSTART + RLENGTH))
                written[substr(rest, RSTART + 14, RLENGTH - 14)]
        }
        /fdatasync\(.*orders\/orders\.json/ { waits[$1] }
        /fdatasync/ && /= 0$/ && ($1 in waits) {
            delete waits[$1]
            syncs++
            for (id in written) durable[id]
            delete written
        }
        /"HTTP\/1\.1 202/ {
            answers++
            match($0, /Location: \/orders\/[^"\\]+/)
            if (!(substr($0, RSTART + 18, RLENGTH - 18) in durable)) early++
        }
        END { printf "    writes=%d syncs=%d answers=%d early=%d\n", writes, syncs, answers, early
              exit !(answers > 0 && syncs > 0 && early == 0) }' "$1"
}
claim 'no 202 is sent before the sync that covers its order' order_of_calls "$WORK/trace"
# The same trace with each sync moved after the next answer shows that the check can detect a violation.
awk '/fdatasync/ && /= 0$/ { held = held $0 "\n"; next } { print } /HTTP\/1\.1 202/ { printf "%s", held; held = "" }' \
    "$WORK/trace" >"$WORK/late.trace"
too_early() { ! order_of_calls "$WORK/late.trace"; }
claim 'a violation would be detected' too_early

first_order() {
    grep -nE 'pwrite64\(.*orders\.json.*"orderId|"orderId\\":\\"one|fdatasync\(.*orders/orders\.json|HTTP/1\.1 202' "$WORK/trace" | head -40 >"$WORK/first"
    local write sync answer
    write=$(grep -n 'pwrite64(.*orders/orders\.json' "$WORK/trace" | sed -n '/{/p' | head -1 | cut -d: -f1)
    sync=$(awk -v from="$write" 'NR > from && /fdatasync\(.*orders\/orders\.json/ { print NR; exit }' "$WORK/trace")
    answer=$(grep -n 'HTTP/1.1 202' "$WORK/trace" | head -1 | cut -d: -f1)
    echo "    first order: write in line $write, fdatasync in line $sync, 202 in line $answer"
    [ "$write" -lt "$sync" ] && [ "$sync" -lt "$answer" ]
}
claim 'the first order is written, then synced, then answered' first_order
shared() { awk '/fdatasync\(.*orders\/orders\.json/ { syncs++ } /"HTTP\/1\.1 202/ { answers++ }
    END { printf "    %d answers share %d syncs\n", answers, syncs; exit !(answers > syncs) }' "$WORK/trace"; }
claim 'concurrent orders share a sync' shared

# The twentieth and all later syncs fail, as on a dying disk.
rm -rf "$DATA"
traced "$WORK/failing.log" "$WORK/failing.trace" -e trace=fdatasync -e inject=fdatasync:error=EIO:when=20+
FAILING=$PID
"${PLACE_ORDERS[@]}" "$PORT" 8 20 0 failing "$WORK/failing.ledger" | sed 's/^/    /'
claim 'a failing sync ends the process' within 60 is_gone "$FAILING"
CODE=0
wait "$FAILING" || CODE=$?
claim 'with exit code 74' equal 74 "$CODE"
claim 'and a line for the operator' line_in 'ERROR.*(sync|failed)' "$WORK/failing.log"
claim 'waiting clients did not get 202' line_in '^unknown ' "$WORK/failing.ledger"

start "$WORK/again.log" java -jar "$ORDER_JAR" "${FREE_PORTS[@]}" "--pipeline.data-dir=$DATA"
await_orders "$WORK/again.log" "$PID"
claim 'after a restart nothing answered 202 is missing' "${COMPARE_LEDGER[@]}" "$WORK/failing.ledger" "$DATA"
