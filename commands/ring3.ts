import { resolve } from 'node:path';
import { wholeNumber } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { appVersion, branchName } from '#commands/git';
import { reportOf } from '#commands/report-of';
import { CLUSTER_FLAGS, LEDGER_FLAG, providerOf, ring3Ledger } from '#commands/ring3/cluster-of';
import { replay } from '#commands/ring3/replay';
import { BASE_IMAGE } from '#ring3/double/images';

const command: Command = {
  usage: '[--cluster local|k3d|kind|kubeconfig] [--rung N] [--keep]',
  about: `Deploys the platform's double with an installer of its own into a cluster made for this run, then climbs the ladder: readiness that
means function, then one participant's cycle with its training pod as a real Job. What must hold of Jobs, Deployments, network policy and
permissions is read from the cluster; pacts of the backend in the broker are replayed against it, grade container. All is removed again.`,
  flags: {
    ...CLUSTER_FLAGS,
    rung: { type: 'string', value: 'N', help: 'the highest rung: 0 readiness, 1 one participant, one cycle (default 1)' },
    keep: { type: 'boolean', help: 'leave the cluster to look around; `ringproof ring3 gc` removes it' },
    'base-image': { type: 'string', value: 'IMAGE', help: `a Linux with Node 24 for the double's image (RINGPROOF_BASE_IMAGE; default ${BASE_IMAGE})` },
    'publish-verification-results': { type: 'boolean', help: 'store the result of the replay in the broker' },
    'provider-app-version': { type: 'string', value: 'V', help: "the backend's version (GIT_COMMIT; default: the checked-out commit)" },
    'provider-branch': { type: 'string', value: 'B', help: "the backend's branch (GIT_BRANCH)" },
    ...LEDGER_FLAG,
    ...BROKER_FLAGS,
  },
  // Containers, mounts and network rules take their time to go.
  graceMs: 60_000,
  async run(args, context) {
    const { cwd, env, clock, progress, signal, childOutput } = context;
    const { openSession } = await import('#ring3/session');
    const { cutShort, examine } = await import('#ring3/examine');
    const { STUB } = await import('#ring3/ladder/rung-1');
    const { e2eValues } = await import('#ring3/double/values');
    const { timelineLines } = await import('#ring3/timeline');
    const rung = wholeNumber(args, 'rung', 1, [0, 1]);
    const keep = args.on('keep');
    const provider = providerOf(args, { cwd, env });
    const branch = branchName(args, context, 'provider-branch');
    const publishAs = args.on('publish-verification-results') ? { version: appVersion('ring3', args, context, 'provider-app-version'), ...(branch && { branch }) } : undefined;
    const session = await openSession({ provider, ledgerFile: resolve(cwd, ring3Ledger(args)), baseImage: args.text('base-image') ?? env['RINGPROOF_BASE_IMAGE'] ?? BASE_IMAGE, progress, signal, now: clock.now(), keep });
    const { run, cluster, cloud, timeline } = session;
    const results = [];
    try {
      results.push(...(await examine(session, { values: e2eValues(), stub: STUB, rung, number: 1, untilGone: rung >= 1 })));
      await using broker = openBroker(args, context);
      results.push(await timeline.stage('replay', () => replay(broker, cloud.backendUrl, publishAs, context)));
    } catch (thrown) {
      if (results.length === 0 && !signal.aborted) throw thrown;
      results.push(cutShort(thrown));
    } finally {
      await session.close();
      if (keep) childOutput(`The cluster is left: kubectl --kubeconfig ${cluster.kubeconfig} -n ${run.name} get all\nringproof ring3 gc removes it.\n`);
    }
    const report = reportOf('ring3', results, { cluster: provider.kind, run: run.name, timeline: timeline.spans.map((span) => ({ ...span })) });
    return { ...report, notes: ["The deployment is ringproof's own double: nothing here is proven of tracebloc's images.", ...timelineLines(timeline.spans)] };
  },
};
export default command;
