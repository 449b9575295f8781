#!/usr/bin/env bash
# The distributed proof: two order services and two notification services on PostgreSQL and a broker, each a process, under load and faults
# drawn from a seed; then the histories of client, database and receiver are judged. docs/failure-model.md lists the faults.
# PROOF_MINUTES is the duration of the faults for all brokers together; BROKERS=kafka runs only one of them. The seed is fixed, so every
# change faces the same faults; PROOF_SEED=$RANDOM draws others.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
PROOF_MINUTES=${PROOF_MINUTES:-10}
PROOF_SEED=${PROOF_SEED:-28452}
BROKERS=${BROKERS:-kafka rabbitmq}

# On SIGTERM the proof kills the processes it started.
end_proof() {
    local pid
    for pid in "${STARTED[@]}"; do
        kill "$pid" 2>/dev/null && wait "$pid" || true
    done
}
trap 'code=$?; end_proof; (exit $code); _end_of_check' EXIT

missing=()
command -v xz >/dev/null || missing+=(xz-utils)
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# prove <broker> [argument...]
prove() {
    start "$WORK/proof.log" java -jar "$ROOT/tools/target/tools.jar" "--root=$ROOT" "--broker=$1" "--seed=$PROOF_SEED" "${@:2}"
    # Print nothing until it ends: a run is judged as a whole.
    CODE=0
    wait "$PID" || CODE=$?
    sed 's/^/    /' "$WORK/proof.log"
    [ "$CODE" -eq 0 ]
}

read -ra names <<<"$BROKERS"
for broker in "${names[@]}"; do
    claim "$broker: every promise is kept under faults of seed $PROOF_SEED" \
        prove "$broker" "--seconds=$((PROOF_MINUTES * 60 / ${#names[@]}))"
done
