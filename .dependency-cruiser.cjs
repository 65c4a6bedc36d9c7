// Who may import whom (docs/decisions/0001-the-house.md). Rooms know core and themselves; rings and commands put rooms together.
const ROOMS = 'contracts|documents|engine|stubs|emulators|broker|journeys';
const tests = '(\\.test\\.ts$|/testing/)';
const room = (name) => ({
  name: `${name}-knows-core-and-itself`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: tests },
  to: { path: `^(?!${name}/|core/)(${ROOMS}|ring[123]|commands|reporters|bin\\.ts|index\\.ts)` },
});
const door = (name, thirdParty, from) => ({
  name: `one-door-${name}`,
  severity: 'error',
  from: { path: '^(?!node_modules)', pathNot: [from, tests, '^tiers/', '^bench/'] },
  to: { path: `node_modules/${thirdParty}` },
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'core-imports-nothing', severity: 'error', from: { path: '^core/', pathNot: tests }, to: { pathNot: '^(core/|package\\.json$|(node:)?zlib$)' } },
    ...ROOMS.split('|').map(room),
    ...[1, 2, 3].map((n) => ({
      name: `ring${n}-knows-no-other-ring`, severity: 'error',
      from: { path: `^ring${n}/` }, to: { path: `^(ring(?!${n})|commands|reporters|bin\\.ts)` },
    })),
    { name: 'reporters-know-core-only', severity: 'error', from: { path: '^reporters/', pathNot: tests }, to: { pathNot: '^(core|reporters)/' } },
    { name: 'state-knows-no-wire', severity: 'error', from: { path: '^emulators/service-bus/state/', pathNot: tests }, to: { pathNot: '^(core|emulators/service-bus/state)/' } },
    { name: 'rules-know-no-storage', severity: 'error', from: { path: '^broker/rules/', pathNot: tests }, to: { pathNot: '^(core|broker/rules)/' } },
    door('pact', '@pact-foundation/', '^engine/'),
    door('rhea', 'rhea/', '^emulators/service-bus/amqp/'),
    door('service-bus-client', '@azure/service-bus/', '^(emulators/platform/|ring2/drift/)'),
    door('hono', '(hono|@hono)/', '^(broker/routes/|broker/server\\.ts|emulators/platform/|ring3/double/)'),
    door('ws', 'ws/', '^(emulators/service-bus/|ring2/drift/drivers/|ring2/drift/wire/)'),
    door('certificates', '@peculiar/x509/', '^(engine/proxy/|emulators/service-bus/tls/)'),
    door('openapi', '(openapi-typescript|@pactflow/openapi-pact-comparator)/', '^documents/'),
    door('yaml', 'yaml/', '^(documents/|ring3/double/)'),
    door('kubernetes', '@kubernetes/client-node/', '^ring3/'),
    door('dns', 'dns-packet/', '^ring3/cluster/local/'),
    door('msw', 'msw/', '^stubs/msw/'),
    door('nock', 'nock/', '^stubs/(nock|cassettes)/'),
    door('ajv', 'ajv/', '^(contracts/schemas/|emulators/service-bus/config/|ring2/drift/(schemas|allowances)/)'),
    { name: 'one-door-sqlite', severity: 'error', from: { pathNot: ['^broker/ledger/', '^bench/', tests] }, to: { path: '^(node:)?sqlite$' } },
    { name: 'not-to-test', severity: 'error', from: { pathNot: [tests, '^bench/', '^tiers/'] }, to: { path: tests } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|report|tools|node_modules/\\.)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'] },
  },
};
