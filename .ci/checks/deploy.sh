#!/usr/bin/env bash
# The files of deploy/ by the tools they are for: alerts by promtool, manifests by kubectl.
set -euo pipefail
. "$(dirname "$0")/../lib.sh"

# From Debian's package, without its services.
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

# What the dashboard asks, as recording rules: so that each expression is one.
jq '{groups: [{name: "dashboard", rules: [.panels[].targets[].expr | gsub("\\$__rate_interval"; "1m")]
    | to_entries | map({record: "panel:\(.key)", expr: .value})}]}' \
    "$ROOT/deploy/grafana/dashboards/order-pipeline.json" >"$WORK/dashboard.yml"
claim 'every expression of the dashboard is one' quietly promtool check rules "$WORK/dashboard.yml"

if command -v kubectl >/dev/null; then
    claim 'the manifests are a kustomization' quietly kubectl kustomize "$ROOT/deploy/kubernetes"
    claim 'of one pod that runs as no root' grep -q 'runAsNonRoot: true' "$WORK/out"
else
    echo '  not checked, there is no kubectl here: the kustomization'
fi
