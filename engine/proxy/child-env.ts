/** Where a client finds the proxy's plain address when it takes its base URL from a variable. */
export const BASE_URL_VARIABLE = 'RINGPROOF_BASE_URL';

/**
 * Every variable by which a client of today's languages finds a proxy or its certificate authorities. All are set:
 * one that the user's own environment presets would win over ours.
 */
const PROXY = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
const CERTIFICATES = [
  'SSL_CERT_FILE', 'NIX_SSL_CERT_FILE', 'CURL_CA_BUNDLE', 'REQUESTS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS', 'GIT_SSL_CAINFO', 'AWS_CA_BUNDLE',
  'PIP_CERT', 'CARGO_HTTP_CAINFO', 'DENO_CERT', 'HTTPLIB2_CA_CERTS', 'GRPC_DEFAULT_SSL_ROOTS_FILE_PATH', 'npm_config_cafile',
];

/** The environment of a recorded consumer: `base`, with every road to the network leading to the proxy. */
export function childEnvironment(base: NodeJS.ProcessEnv, proxyUrl: string, caFile: string): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...base };
  // curl reads only the lower-case http_proxy, Python prefers it, Go reads both.
  for (const name of PROXY) environment[name] = environment[name.toLowerCase()] = proxyUrl;
  environment.NO_PROXY = environment.no_proxy = '';
  for (const name of CERTIFICATES) environment[name] = caFile;
  delete environment.SSL_CERT_DIR;
  environment.NODE_USE_ENV_PROXY = '1';
  environment[BASE_URL_VARIABLE] = proxyUrl;
  return environment;
}
