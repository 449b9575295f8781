#!/usr/bin/env bash
# Builds an image from deploy/ without a Docker engine, as root: deploy/buildah.sh order-service [base image]
# Without a base image it creates one from Debian packages (buildah and debootstrap must be installed). Needs no registry.
set -euo pipefail
cd "$(dirname "$0")/.."
service=${1:?name order-service or notification-service}
base=${2:-localhost/jre}
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot

if [ "$base" = localhost/jre ] && ! buildah inspect --type image "$base" >/dev/null 2>&1; then
    root=$(mktemp -d)
    trap 'rm -rf "$root"' EXIT
    debootstrap --variant=minbase --include=openjdk-17-jre-headless,bash bookworm "$root" >/dev/null
    container=$(buildah from scratch)
    buildah add --quiet "$container" "$root" / >/dev/null
    buildah commit --quiet --rm "$container" "$base" >/dev/null
fi
buildah build --quiet --file "deploy/$service/Dockerfile" --build-arg "JRE=$base" \
    --tag "order-pipeline/$service:0.1.0-SNAPSHOT" .
