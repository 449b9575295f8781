#!/usr/bin/env bash
# The live page in a real browser: a newcomer's first minute by keyboard, longer use, and attempts of other web pages to
# use it.
# The screenshots are in launcher/target/screenshots.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"
cd "$ROOT"

if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium chromium-driver >/dev/null
fi

browser_tests() {
    mvn -B -ntp -q -Pbrowser test -pl launcher -am -Dtest='FirstMinuteTests,ForeignPageTests,UsedPageTests' \
        -Dsurefire.failIfNoSpecifiedTests=false >"$WORK/browser.log" 2>&1 || { tail -60 "$WORK/browser.log"; return 1; }
}
# No failures, no errors, and at least one test ran.
passed() { grep -qE '<testsuite [^>]*tests="[1-9][0-9]*" errors="0" skipped="0" failures="0"' \
    "launcher/target/surefire-reports/TEST-io.orderpipeline.launcher.$1.xml"; }

claim 'the tests in the browser pass' browser_tests
claim 'a newcomer sees that nothing is lost, light and dark, 1280 and 390 px wide, by keyboard, and axe finds nothing' \
    passed FirstMinuteTests
claim 'another origin and a rebound name read and change nothing' passed ForeignPageTests
claim 'restarts, many tabs, odd ids and the keyboard leave the page usable, and a screen reader hears only trouble' \
    passed UsedPageTests
screenshots() { [ "$(find launcher/target/screenshots -name '*.png' | wc -l)" -ge 32 ]; }
claim 'there is a screenshot of every state' screenshots
