/** A stand-in for a notebook with the SDK: its calls in their order, with the spelling of SDK 1.2.63. */
export interface SessionOptions {
  fetch: typeof globalThis.fetch;
  /** Without a slash at its end. */
  baseUrl: string;
  email: string;
  password: string;
  dataset: string;
  model: string;
  form: URLSearchParams;
  /** What happens between two polls. */
  meanwhile: () => Promise<void>;
}

/** What the notebook would show. */
export interface SessionShown {
  linked: string;
  classes: number;
  experimentKey: string;
  states: string[];
  /** The file that was fetched, and its text. */
  fetched: { name: string; text: string };
}

const POLLS = 5;

/** login → link → start → poll → fetch → logout. The upload is missing: it is multipart, which contracts cannot describe yet. */
export async function session({ fetch, baseUrl, email, password, dataset, model, form, meanwhile }: SessionOptions): Promise<SessionShown> {
  let authorization = '';
  const call = async (method: string, path: string, body?: URLSearchParams): Promise<Response> => {
    const response = await fetch(`${baseUrl}${path}`, { method, headers: authorization ? { authorization } : {}, ...(body && { body }) });
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status} ${await response.text()}`);
    return response;
  };
  const login = (await (await call('POST', '/api-token-auth/', new URLSearchParams({ username: email, password }))).json()) as { token: string; token_scheme?: string };
  // The SDK has no default scheme: a login without one is refused (client.py login).
  if (!login.token_scheme) throw new Error('the login names no token_scheme');
  authorization = `${login.token_scheme} ${login.token}`;
  const link = { dataset_key: dataset, model_name: model, file_type: '.py', type: 'linking_dataset', framework: 'pytorch', category: 'image_classification', classes: '2', match_point: '{}' };
  const linked = (await (await call('POST', '/check-model/', new URLSearchParams(link))).json()) as { status: string; dataset_classes: number };
  const { experiment_key: experimentKey } = (await (await call('POST', '/experiments/', form)).json()) as { experiment_key: string };
  const states: string[] = [];
  while (states.at(-1) !== 'Completed' && states.length < POLLS) {
    if (states.length > 0) await meanwhile();
    const { status_display: state } = (await (await call('GET', `/experiment-status/${experimentKey}/`)).json()) as { status_display: string };
    states.push(state);
  }
  const part = await call('GET', `/check-model/uploads/${model}/model/`);
  const name = /filename="([^"]+)"/.exec(part.headers.get('content-disposition') ?? '')?.[1] ?? '';
  const fetched = { name, text: await part.text() };
  await call('POST', '/logout/');
  return { linked: linked.status, classes: linked.dataset_classes, experimentKey, states, fetched };
}
