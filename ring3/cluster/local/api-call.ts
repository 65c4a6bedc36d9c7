import { readFileSync } from 'node:fs';
import { request } from 'node:https';

/** A GET at a Kubernetes API that is just coming up: its certificate appears while one asks. Rejects on any status but 200. */
export const ask = ({ server, certificate, token }: { server: string; certificate: string; token: string }, path: string): Promise<string> => new Promise((resolve, reject) => {
  const call = request(`${server}${path}`, { ca: readFileSync(certificate), headers: { authorization: `Bearer ${token}` }, timeout: 2000 }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(`${response.statusCode} ${text}`))));
  });
  call.on('timeout', () => call.destroy(new Error('no answer within 2 s'))).on('error', reject).end();
});
