import { type RequestOptions, request as requestHttps } from 'node:https';
import { request as requestHttp } from 'node:http';
import type { JsonObject } from '#core/json';
import type { Kube } from '#ring3/kubernetes/client';

/** What the server answers, as it answers it: the typed client renames fields, and requirements are about the real ones. Rejects on any status but 200. */
export async function getJson(kube: Kube, path: string): Promise<JsonObject> {
  const options: RequestOptions = { method: 'GET', headers: { accept: 'application/json' } };
  await kube.config.applyToHTTPSOptions(options);
  const url = new URL(path, kube.config.getCurrentCluster()?.server);
  return new Promise((resolve, reject) => {
    (url.protocol === 'http:' ? requestHttp : requestHttps)(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
        if (response.statusCode === 200) resolve(JSON.parse(text) as JsonObject);
        else reject(Object.assign(new Error(`${path}: ${response.statusCode} ${text.slice(0, 200)}`), { code: response.statusCode }));
      });
    }).on('error', reject).end();
  });
}
