import type { Evidence } from '#core/contract';

export const security = (section: string): Evidence => ({ kind: 'doc', source: `tracebloc/client docs/SECURITY.md ${section}` });
export const chart = (file: string): Evidence => ({ kind: 'code', source: `tracebloc/client@0985814 client/templates/${file}` });
export const said = (commit: string): Evidence => ({ kind: 'doc', source: `commit message of ${commit}` });
export const runtimeEnv: Evidence = { kind: 'fixture', source: 'tracebloc-ingestor 0.8.94 (PyPI) contracts/schema/runtime_env.v1.json' };
