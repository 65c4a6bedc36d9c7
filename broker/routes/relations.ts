import { type Routes, notFound } from '#broker/routes/hal';
import { RELATIONS } from '#broker/routes/index-page';

/** What the relations of the resources mean; those of the index say it in their titles. */
const MEANINGS: Record<string, string> = {
  'all-pact-versions': 'Every pact that the consumer published with this provider, newest first.',
  branch: 'The branch that this version belongs to.',
  'branch-version': 'PUT adds a version to a branch (and makes both); DELETE takes it out of the branch.',
  branches: 'The branches of the application.',
  'can-i-deploy-badge': 'An image: whether the latest version with one tag works with the latest versions with another.',
  'can-i-deploy-branch-to-environment-badge': 'An image: whether the latest version of a branch can go to an environment.',
  consumer: 'The application that sends requests or receives messages.',
  'consumer-version': 'The version of the consumer that published this pact.',
  consumers: 'The applications with the label that this webhook is for, as consumers.',
  contracts: 'What was published.',
  'currently-deployed-deployed-versions': 'What is deployed to this environment now.',
  'currently-supported-released-versions': 'What is released to this environment and still supported.',
  dashboard: 'How the pacts of this integration stand.',
  delete_integration: 'DELETE removes all pacts and results of the two.',
  'deployed-environments': 'Where this version is deployed now.',
  diff: 'What differs from another content of this pact, as text.',
  'diff-previous-distinct': 'What changed since the last pact with other content, as text.',
  create: 'POST a webhook here.',
  execute: 'POST here to send the request of the webhook once, and see what comes back.',
  group: 'All applications that hang together with this one, as CSV.',
  label: 'PUT labels the application, DELETE takes the label away.',
  'latest-pact-version': 'The newest pact of the two.',
  'latest-tagged-pact-version': 'The newest pact whose consumer version has this tag.',
  'latest-untagged-pact-version': 'The newest pact whose consumer version has no tag.',
  'latest-verification-results': 'The newest result for this content. Not there until it is verified.',
  'latest-verification-results-where-pacticipant-is-consumer': 'The newest result for each pact of this version.',
  matrix: 'Which versions of the two were verified with each other.',
  'matrix-for-consumer-version': 'The results for the pacts of this consumer version.',
  'pact-version': 'The content of this pact: the same address for every version that published the same.',
  'pact-versions': 'The pacts that this version published.',
  'pacticipant-version': 'The version that was published.',
  'pacticipant-version-tags': 'The tags that were set.',
  pacts: 'The pacts of this list.',
  'previous-distinct': 'The last pact of the two with other content.',
  provider: 'The application that answers requests or sends messages.',
  'provider-version': 'The version that was verified.',
  providers: 'The applications with the label that this webhook is for, as providers.',
  'publish-verification-results': 'POST a verification result here.',
  'record-deployment': 'POST here to record that this version is deployed to the environment of that name, in place of the last.',
  'record-release': 'POST here to record that this version is released to the environment of that name, beside others.',
  'released-environments': 'Where this version is released and supported.',
  tag: 'PUT tags the version, DELETE takes the tag away.',
  'tag-prod-version': 'PUT tags the consumer version as "prod".',
  'tag-version': 'PUT tags the consumer version.',
  version: 'A version of an application.',
  'version-tag': 'PUT tags a version, DELETE takes the tag away.',
  versions: 'The versions of the application, newest first.',
};

/** Where every `curies` link leads: what a relation means, in a sentence. */
export const relationRoutes: Routes = (app) => {
  app.get('/doc/:relation', (c) => {
    const relation = c.req.param('relation').replace(/^(pb|beta):/, '');
    const meaning = MEANINGS[relation] ?? RELATIONS.find(([name]) => name.replace(/^(pb|beta):/, '') === relation)?.[1];
    return meaning === undefined ? notFound(c) : c.text(`${relation}\n\n${meaning}\n`);
  });
};
