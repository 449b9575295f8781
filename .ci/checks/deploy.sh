#!/usr/bin/env bash
# Checks the files in deploy/ with their own tools: alerts with promtool, manifests with kubectl.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

# Unpacked from Debian's package instead of installed, so that no service starts.
promtool() {
    if ! type -P promtool >/dev/null && [ ! -x "$WORK/usr/bin/promtool" ]; then
        (cd "$WORK" && apt-get download -qq prometheus 2>/dev/null && dpkg -x prometheus_*.deb .)
    fi
    PATH=$WORK/usr/bin:$PATH command promtool "$@"
}

quietly() { "$@" >"$WORK/out" 2>&1 || { cat "$WORK/out"; return 1; }; }

claim 'the configuration of Prometheus is valid' quietly promtool check config "$ROOT/deploy/prometheus/prometheus.yml"
claim 'alerts fire when they should and are silent in a normal hour' \
    quietly promtool test rules "$ROOT/deploy/prometheus/alerts_test.yml"

# The dashboard's queries as recording rules, so that promtool parses each one.
jq '{groups: [{name: "dashboard", rules: [.panels[].targets[].expr | gsub("\\$__rate_interval"; "1m")]
    | to_entries | map({record: "panel:\(.key)", expr: .value})}]}' \
    "$ROOT/deploy/grafana/dashboards/order-pipeline.json" >"$WORK/dashboard.yml"
claim 'every query of the dashboard is valid' quietly promtool check rules "$WORK/dashboard.yml"

if command -v kubectl >/dev/null; then
    claim 'the manifests are a valid kustomization' quietly kubectl kustomize "$ROOT/deploy/kubernetes"
    claim 'with a pod that does not run as root' grep -q 'runAsNonRoot: true' "$WORK/out"
else
    echo '  skipped, kubectl is not installed: the kustomization'
fi
