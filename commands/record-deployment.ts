import { deploymentVerb } from '#commands/deployment';

export default deploymentVerb(
  'record-deployment', 'Says that a version now runs in an environment, in place of the version before it.',
  (broker) => (...where) => broker.recordDeployment(...where),
);
