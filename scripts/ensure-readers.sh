#!/usr/bin/env bash
# A Python with the Delta readers that are not ours, in .cache/venv; installed once.
set -euo pipefail
cd "$(dirname "$0")/.."
stamp=.cache/venv/.readers-1
[ -f "$stamp" ] && exit 0
if ! python3 -c 'import venv, ensurepip' 2>/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq python3 python3-venv
fi
python3 -m venv .cache/venv
.cache/venv/bin/pip install --quiet --disable-pip-version-check deltalake==1.6.6 pyarrow duckdb==1.5.5 duckdb-extension-delta==1.5.5
touch "$stamp"
