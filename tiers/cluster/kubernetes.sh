#!/usr/bin/env bash
# Builds the programs of a real Kubernetes from Debian's source package, for where no image registry is reachable.
# kubernetes.sh CACHE_DIR: prints the folder that holds them. Made once (about 7 minutes on 2 cores), kept in CACHE_DIR,
# keyed by what makes them: this file. Debian 12's is the last source package with the whole server: 1.20.2.
set -euo pipefail
cache=$1
suite=bookworm
go=/usr/lib/go-1.19/bin/go # Debian's own: what is first in PATH may be too new for these sources
built="$cache/kubernetes-$(sha256sum <"$0" | cut -c1-16)"
if [ -e "$built/ready" ]; then echo "$built"; exit; fi
work="$(mktemp -d)"
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
rm -rf "$built"
mkdir -p "$built/bin" "$work"/apt/{lists/partial,cache/archives/partial} "$work/source"

# A separate apt state with sources only: the machine's own lists stay as they are.
mirror="$(apt-get indextargets --format '$(CODENAME) $(REPO_URI)' | sed -n "s/^$suite //p" | head -n 1)"
echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$work/apt/sources.list"
apt=(apt-get -qq -o "Dir::Etc::sourcelist=$work/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null
  -o "Dir::State::Lists=$work/apt/lists" -o "Dir::Cache=$work/apt/cache" -o APT::Sandbox::User=root)
"${apt[@]}" update >&2
(cd "$work/source" && "${apt[@]}" source --download-only kubernetes >&2)
tree="$work/go/src/k8s.io/kubernetes"
mkdir -p "$tree"
tar xzf "$work"/source/kubernetes_*.orig.tar.gz -C "$tree" --strip-components=1
cd "$tree"

# Root of a small virtual machine may lack CAP_SYS_RESOURCE, and is then refused every negative OOM score.
sed -i 's/defaultSandboxOOMAdj int = -998/defaultSandboxOOMAdj int = 0/' pkg/kubelet/dockershim/docker_sandbox.go
sed -i 's/= -99[0-9]/= 0/' pkg/kubelet/qos/policy.go

export GO111MODULE=off CGO_ENABLED=0 GOPATH="$work/go" GOCACHE="$work/cache" GOTOOLCHAIN=local GOFLAGS=
# The OpenAPI document of the server is generated upstream and not in the package.
"$go" build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
marked() { grep -rl --include=*.go '+k8s:openapi-gen=' "$@"; }
inputs="$({ marked pkg cmd plugin; (cd staging/src && marked k8s.io | grep -v -e code-generator -e sample-apiserver | sed 's#^#vendor/#'); } \
  | xargs -n1 dirname | sort -u | sed 's#^#k8s.io/kubernetes/#' | paste -sd,)"
"$work/openapi-gen" --logtostderr -i "$inputs" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
  -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations" -o "$work/go/src" >/dev/null 2>&1

package=k8s.io/kubernetes/vendor/k8s.io
version=v1.20.2
flags="-s -w -X $package/component-base/version.gitVersion=$version -X $package/component-base/version.gitMajor=1
  -X $package/component-base/version.gitMinor=20 -X $package/client-go/pkg/version.gitVersion=$version"
"$go" build -ldflags "$(echo $flags)" -o "$built/bin/" \
  ./cmd/kube-apiserver ./cmd/kube-controller-manager ./cmd/kube-scheduler ./cmd/kubelet ./cmd/kube-proxy
gcc -Os -static -DVERSION=3.2 -o "$built/bin/pause" build/pause/linux/pause.c
touch "$built/ready"
echo "$built"
