#!/usr/bin/env bash
# The simulations of relays, crashes, failing disks, kills and damage, with more runs than mvn test has time for. With the optimizing
# compiler, because these loops run for minutes, unlike most tests.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

simulate() {
    (cd "$ROOT" && mvn -B -ntp test -pl order-service -am -DargLine= -Dsurefire.failIfNoSpecifiedTests=false \
        -Dtest='RelaySimulationTests,CrashSimulationTests,FailingDiskTests,KilledProcessTests,DamagedFoldersTests' \
        -Dlives=20000 -Dseeds=2 -Dkills=30 -Dstep=17) >"$WORK/simulations.log" 2>&1 || { tail -60 "$WORK/simulations.log"; return 1; }
    grep -hE 'simulation: |Tests run: .* in ' "$WORK/simulations.log" | sed 's/^/    /'
}
claim 'every promise is kept through outages, crashes, failing disks, kills and damage' simulate
