import { crc32, inflateRawSync } from 'node:zlib';

export interface ZipEntry { name: string; data: Buffer }

const [END, CENTRAL, LOCAL] = [0x06054b50, 0x02014b50, 0x04034b50];

/**
 * The entries of a ZIP archive, by its central directory (APPNOTE 4.3.12): stored and deflated ones, no ZIP64.
 * @param limit bytes that all entries together may have unpacked; default 64 MB
 * @throws RangeError, or zlib's own error, when it is none or unpacks to more
 */
export function unzip(archive: Buffer, limit = 64e6): ZipEntry[] {
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new RangeError('no end of a ZIP archive');
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  let left = limit;
  for (let count = archive.readUInt16LE(end + 10); count > 0; count--) {
    if (archive.readUInt32LE(at) !== CENTRAL) throw new RangeError('a damaged ZIP directory');
    const [method, packed, nameLength] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const held = archive.subarray(start, start + packed);
    if (method !== 0 && method !== 8) throw new RangeError(`compression ${method} of a ZIP entry`);
    // An archive of a few bytes can claim to unpack to terabytes.
    const data = method === 8 ? inflateRawSync(held, { maxOutputLength: Math.max(1, left) }) : held;
    left -= data.length;
    if (left < 0) throw new RangeError(`more than ${limit} bytes in a ZIP archive`);
    entries.push({ name: archive.toString('utf8', at + 46, at + 46 + nameLength), data });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

/** 1 January 1980, the first day that ZIP knows: equal contents give equal bytes. */
const DAY = 0x21;

/**
 * An archive of stored entries.
 * @param alignment the data of every entry begins at a multiple of so many bytes, as PyTorch's reader maps them; default 1
 */
export function zip(entries: readonly ZipEntry[], alignment = 1): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let at = 0;
  for (const { name, data } of entries) {
    const named = Buffer.from(name);
    const open = at + 30 + named.length;
    // An extra field has four bytes before its own content.
    const padding = open % alignment === 0 ? 0 : alignment * Math.ceil((open + 4) / alignment) - open;
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(DAY, 8);
    facts.writeUInt32LE(crc32(data), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(data.length, 18);
    facts.writeUInt16LE(named.length, 22);
    const extra = Buffer.alloc(padding);
    if (padding > 0) {
      extra.writeUInt16LE(0x4246, 0);
      extra.writeUInt16LE(padding - 4, 2);
    }
    locals.push(uint32(LOCAL), withLength(facts, padding), named, extra, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    directory.push(uint32(CENTRAL), Buffer.from([20, 0]), facts, rest, named);
    at += 30 + named.length + padding + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, listed, uint32(END), end]);
}

function uint32(value: number): Buffer {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(value);
  return four;
}

function withLength(facts: Buffer, extra: number): Buffer {
  const copy = Buffer.from(facts);
  copy.writeUInt16LE(extra, 24);
  return copy;
}
