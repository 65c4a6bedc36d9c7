#!/usr/bin/env bash
# Builds the released versions of the tracebloc CLI that this tier runs, from the Go module proxy: DIR/<version>/tracebloc.
# The folder is named by what is built, so that nothing is built twice. Prints the variables that the tests read.
set -euo pipefail
versions="v0.4.0 v0.5.0 v0.5.1 v0.10.9"
cache="${RINGPROOF_CACHE:-${HOME:-/tmp}/.cache/ringproof}/tracebloc-cli-$(sha256sum "$0" | cut -c1-16)"
for version in $versions; do
  [ -x "$cache/$version/tracebloc" ] || GOBIN="$cache/$version" go install "github.com/tracebloc/cli/cmd/tracebloc@$version"
done
echo "export RINGPROOF_TRACEBLOC_CLI=$cache/v0.10.9/tracebloc RINGPROOF_TRACEBLOC_CLI_HISTORY=$cache"
