import { CONTAINER, type Change, drop, inside, put, set, without } from '#contracts/deployment/changes';
import { jobsManagerDeployment, mysqlDeployment, requestsProxyDeployment } from '#contracts/deployment/edge-deployments';
import { ingestJob, jobsManager, mysql, requestsProxy, trainingJob } from '#contracts/deployment/examples';
import { ingestionJob } from '#contracts/deployment/ingestion-job';
import { trainingPodJob } from '#contracts/deployment/training-pod-job';
import type { JsonObject } from '#core/json';
import { type ManifestContract, checkManifest } from '#core/requirement/manifest';
import type { Incident } from '#ring2/incidents/incident';
import { outcomeOf } from '#ring2/incidents/outcome-of';

const TRAINING = trainingPodJob({ category: 'tabular_classification', routed: true, cpuOnly: true });
const INGESTION = ingestionJob({ behindProxy: true });
const JOBS_MANAGER = jobsManagerDeployment('none');
const POD = ['spec', 'template', 'spec'];

type Told = Omit<Incident, 'fault' | 'caughtBy' | 'check'>;

/** An incident of a manifest: one change of an object that is as it should be. */
const manifest = (contract: ManifestContract, example: () => JsonObject, change: Change, told: Told): Incident => ({
  ...told, fault: 'reconstructed', caughtBy: { kind: 'requirement', name: contract.subject },
  async check(on) {
    const object = example();
    if (on) change(object);
    return outcomeOf(checkManifest(contract, object));
  },
});

/** What was deployed otherwise than the runtime needs it. */
export const DEPLOYMENT_INCIDENTS: readonly Incident[] = [
  manifest(INGESTION, ingestJob, without('DB_USER'), {
    ref: 'backend#1752', date: '2026-08-11', boundary: 'C', broke: 'the ingestor began to require DB_USER and DB_PASSWORD, and what spawned it did not give them',
    switch: 'the ingestion Job without DB_USER', says: /"DB_USER is given": .*DB_USER.* was nothing/,
  }),
  manifest(JOBS_MANAGER, jobsManager, set('CLIENT_ENV', 'staging'), {
    ref: 'backend#1723', date: '2026-08-11', boundary: 'C', broke: 'CLIENT_ENV=staging became an image tag that nobody publishes: an old jobs-manager ran, against the wrong backend',
    switch: 'CLIENT_ENV of the jobs-manager is the alias, not the word', says: /"CLIENT_ENV is one of the three words that image tags have": .*was "staging"/,
  }),
  manifest(TRAINING, trainingJob, put([...POD, 'imagePullSecrets'], [{ name: 'regcred' }]), {
    ref: 'backend#2119', date: '2026-08-19', boundary: 'C', broke: 'the training Job named the Secret `regcred`, which never existed, and its experiment was dead-lettered',
    switch: 'the training Job pulls images with `regcred`', says: /"public images need no Secret": .*should be nothing, was .*regcred/,
  }),
  manifest(JOBS_MANAGER, jobsManager, without('GPU_LIMITS'), {
    ref: 'backend#2216', date: '2026-08-20', boundary: 'C', broke: 'an empty GPU_LIMITS was taken for an absent one, and each Job of an edge without GPUs waited ten minutes for one',
    switch: 'GPU_LIMITS is absent instead of empty', says: /"GPU_LIMITS is declared empty: there are no GPUs": .*was nothing/,
  }),
  manifest(JOBS_MANAGER, jobsManager, drop([...CONTAINER, 'readinessProbe']), {
    ref: 'backend#1779', date: '2026-08-13', boundary: 'C', broke: 'without a readiness probe a crash loop of the jobs-manager looked like a finished rollout',
    switch: 'the jobs-manager without its readiness probe', says: /"it is ready when it listens, not when it has started": .*readinessProbe.* was nothing/,
  }),
  manifest(requestsProxyDeployment, requestsProxy, drop([...CONTAINER, 'readinessProbe']), {
    ref: 'backend#1143', date: '2026-08-07', boundary: 'I', broke: 'the requests-proxy was ready before it listened, and the doctor showed green',
    switch: 'the requests-proxy without its readiness probe', says: /"its readinessProbe asks the port that pods use": .*should be 8888, was nothing/,
  }),
  manifest(INGESTION, ingestJob, put([...POD, 'securityContext', 'runAsUser'], 'ingestor'), {
    ref: 'data-ingestors#92', date: '2026-05-19', boundary: 'C', broke: 'the image\'s user was a name, which cannot be told from root where root is forbidden',
    switch: 'the ingestion Job runs as `ingestor`', says: /"its user is a number": .*should be an integer, was "ingestor"/,
  }),
  manifest(INGESTION, ingestJob, without('HTTPS_PROXY'), {
    ref: 'client#229', date: '2026-06-09', boundary: 'A', broke: 'what was spawned behind a proxy did not know of it, and its calls to the backend failed',
    switch: 'the ingestion Job without HTTPS_PROXY', says: /"it reaches the backend through the proxy": .*HTTPS_PROXY.* was nothing/,
  }),
  manifest(mysqlDeployment, mysql, (object) => { for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) (inside(object, [...CONTAINER, probe, 'exec']))['command'] = ['mysqladmin', 'ping', '-h', 'localhost']; }, {
    ref: 'client#225', date: '2026-06-09', boundary: 'C', broke: 'the probes of MySQL used a socket that the image had moved, and the kubelet killed a healthy database',
    switch: 'the probes of MySQL ask `localhost`', says: /"its startupProbe asks over TCP, wherever the image has its socket": .*should be "127\.0\.0\.1", was "localhost"/,
  }),
  manifest(JOBS_MANAGER, jobsManager, put(['spec', 'strategy'], { type: 'RollingUpdate' }), {
    ref: 'client#549', date: '2026-08-03', boundary: 'C', broke: 'a rolling update brought up a second jobs-manager while the first one held the volumes that only one can have',
    switch: 'the jobs-manager is replaced by a rolling update', says: /"one at a time: .*": .*should be "Recreate", was "RollingUpdate"/,
  }),
];
