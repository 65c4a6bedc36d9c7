import { deploymentVerb } from '#commands/deployment';

export default deploymentVerb(
  'record-undeployment', 'Says that an application no longer runs in an environment.',
  (broker) => (...where) => broker.recordUndeployment(...where),
);
