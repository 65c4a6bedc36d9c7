import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

/** No contract speaks of more; a body that never ends must not fill the memory. */
export const BODY_LIMIT = 16 * 1024 * 1024;

export class BodyRefused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const DECODERS: Record<string, () => Transform> = { gzip: createGunzip, 'x-gzip': createGunzip, deflate: createInflate, br: createBrotliDecompress };

/** The body as text, unpacked. The limit counts what it unpacks to. @throws BodyRefused 413, 415 or 400 */
export async function readBody(incoming: IncomingMessage): Promise<string> {
  const coding = incoming.headers['content-encoding'] ?? 'identity';
  if (coding === 'identity') return collect(incoming);
  const decoder = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (!decoder) throw new BodyRefused(415, `content-encoding ${coding} is not unpacked here; known: ${Object.keys(DECODERS).join(', ')}`);
  const unpacked = decoder();
  incoming.on('error', (error) => unpacked.destroy(error));
  return collect(incoming.pipe(unpacked)).catch((error: unknown) => {
    incoming.unpipe(unpacked);
    unpacked.destroy();
    throw error instanceof BodyRefused ? error : new BodyRefused(400, `the body is not ${coding}: ${error instanceof Error ? error.message : String(error)}`);
  });
}

function collect(stream: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    stream.on('data', (part: Buffer) => {
      size += part.length;
      if (size > BODY_LIMIT) return void reject(new BodyRefused(413, `a body may have ${BODY_LIMIT / 1024 / 1024} MB`));
      parts.push(part);
    });
    stream.on('end', () => resolve(parts.length === 1 ? (parts[0] as Buffer).toString() : Buffer.concat(parts).toString()));
    stream.on('error', reject);
    // It also closes after its end, and an error costs a stack trace.
    stream.on('close', () => { if (!stream.readableEnded) reject(new BodyRefused(400, 'the body ended early')); });
  });
}
