#!/usr/bin/env bash
# A Python with the Delta readers that are not ours, an S3 server, a fuzzer of the API and pandas for the tests, in .cache/venv; installed once for each list of packages.
set -euo pipefail
cd "$(dirname "$0")/.."
packages="deltalake==1.6.6 pyarrow==26.0.1 duckdb==1.5.5 duckdb-extension-delta==1.5.5 moto[server]==5.1.22 schemathesis==4.32.5 pandas==3.1.1 numpy==2.4.6 lifetimes==0.11.3"
stamp=.cache/venv/.installed
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$packages" ] && exit 0
if ! python3 -c 'import venv, ensurepip' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq python3 python3-venv
fi
if ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
  echo 'python3 with its venv module is needed (Debian: apt-get install python3 python3-venv)' >&2
  exit 1
fi
echo 'Installing the Python readers (once) …' >&2
python3 -m venv .cache/venv
# shellcheck disable=SC2086
.cache/venv/bin/pip install --quiet --disable-pip-version-check $packages
echo "$packages" >"$stamp"
