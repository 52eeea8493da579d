#!/bin/sh
# Installs the Debian packages that building and testing need, and only those that are missing: a
# machine that has them all needs neither root nor a network.
set -eu

packages="
  cmake ninja-build g++ pkg-config
  libdnnl-dev libsqlite3-dev libgumbo-dev libpugixml-dev libsimdjson-dev
  zlib1g-dev libzstd-dev liblz4-dev nlohmann-json3-dev
  libicu-dev libre2-dev libssl-dev libxxhash-dev libcli11-dev
  libstemmer-dev libgtest-dev libbenchmark-dev
"

missing=""
for package in $packages; do
  status=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$status" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as_root=""
if [ "$(id -u)" != 0 ]; then
  as_root=sudo
  command -v sudo >/dev/null || {
    echo "install these packages as root, then try again:$missing" >&2
    exit 1
  }
fi
echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -q
# shellcheck disable=SC2086 # a list of words
$as_root apt-get install -q -y --no-install-recommends $missing
