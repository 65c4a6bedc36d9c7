#!/usr/bin/env bash
# The deployment double's installer: our own, not tracebloc's. It goes through that one's stages c to f on a cluster that is there, with
# manifests that ringproof has rendered, and ends in its states: connected, starting, bad_creds, image_pull, crash.
# As there, the exit code is 0 for connected and starting: whoever needs function must prove it (ring3/ladder).
# TB_NAMESPACE (the release too), TRACEBLOC_MANIFESTS (a file), KUBECONFIG, READY_TIMEOUT in seconds (default 120).
set -uo pipefail
ns="${TB_NAMESPACE:?the namespace, which is the release}"
manifests="${TRACEBLOC_MANIFESTS:?a file of rendered manifests}"
timeout="${READY_TIMEOUT:-120}"
echo "This is ringproof's deployment double."

echo "── Creating your secure environment"
kubectl create namespace "$ns" --dry-run=client -o yaml | kubectl apply -f - || exit 1
kubectl label namespace "$ns" "kubernetes.io/metadata.name=$ns" ${RINGPROOF_RUN:+"ringproof.dev/run=$RINGPROOF_RUN"} --overwrite || exit 1

echo "── Installing tracebloc"
kubectl apply -f "$manifests" || exit 1

echo "── Connecting to the tracebloc network"
state=connected
deadline=$((SECONDS + timeout))
for deployment in "$ns-requests-proxy" "$ns-jobs-manager"; do
  left=$((deadline - SECONDS))
  kubectl -n "$ns" rollout status "deployment/$deployment" --timeout="$((left > 1 ? left : 1))s" || state=starting
done
if [ "$state" != connected ]; then
  reasons="$(kubectl -n "$ns" get pods -o jsonpath='{range .items[*].status.containerStatuses[*]}{.state.waiting.reason}{"\n"}{end}')"
  logs="$(kubectl -n "$ns" logs "deployment/$ns-jobs-manager" --tail=50 2>&1; kubectl -n "$ns" logs "deployment/$ns-jobs-manager" --tail=50 --previous 2>&1)"
  if grep -qiE 'authentication failed|unable to log in|RP_EDGE_LOGIN' <<<"$logs"; then state=bad_creds
  elif grep -qE 'ImagePullBackOff|ErrImagePull|InvalidImageName|ErrImageNeverPull' <<<"$reasons"; then state=image_pull
  elif grep -q CrashLoopBackOff <<<"$reasons"; then state=crash
  fi
fi
echo "CLIENT_STATE=$state"
[ "$state" = connected ] || [ "$state" = starting ]
