import { exceptions, specificationCases } from '#core/testing/pact-specification/cases';

/** docs/pact-specification.md: how ringproof's own matching compares with Pact's published cases. */
export function specificationPage(): string {
  const byReason = Map.groupBy(Object.entries(exceptions), ([, { why }]) => why);
  const total = specificationCases.length;
  const same = total - Object.keys(exceptions).length;
  return `# Pact's specification cases

Verdicts that reach a broker come from Pact's own engine. What answers in a stub, routes in the recording proxy and explains a
difference is ringproof's own matching, and all ${total} published cases of the specification's version 4 run against it
(\`core/pact-specification.test.ts\`): ${same} as the specification says, ${total - same} otherwise, for the reasons below. A case that
changes sides fails the tests.

Matchers that a contract can hold: \`type\` (with \`min\`, \`max\`), \`regex\`, \`integer\`, \`decimal\`, \`number\`, \`boolean\`, \`null\`,
\`include\`. Not read, and named in the error when a pact file has them: \`equality\`, \`arrayContains\`, \`eachKey\`, \`eachValue\`, \`values\`,
\`notEmpty\`, \`semver\`, \`date\`, \`time\`, \`datetime\`, \`statusCode\`, \`contentType\`, several matchers for one value, and messages that are answered.
A number is seen as JavaScript reads it: \`1.0\` is an integer.

Beyond Pact's, a contract can ask for a number within a tolerance (\`near\`), for whole tensors (\`tensors\`: own names, a dtype, as many
finite values as the shape says; \`tensorsNear\`: those of the example, in its order, each value within a tolerance) and for what is
inside an envelope (\`base64\`, \`zipped\`). Pact's engine and other verifiers see the ordinary rule beneath; recording, stubs, the
virtual platform's conformance and cassettes hold both.

${[...byReason].map(([why, cases]) => `## ${why[0]?.toUpperCase()}${why.slice(1)} (${cases.length})\n\n${cases.map(([name, { outcome }]) => `- ${name}${outcome === 'otherwise' ? ' (refused)' : ''}`).join('\n')}\n`).join('\n')}`;
}
