import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { unzip, zip } from '#core/zip';

const entries = [{ name: 'a/data.pkl', data: Buffer.from('one') }, { name: 'a/data/0', data: Buffer.from([1, 2, 3, 4]) }];

it('what was packed comes out, the same bytes each time', () => {
  expect(unzip(zip(entries))).toEqual(entries);
  expect(zip(entries).equals(zip(entries))).toBe(true);
});
it('data begins where a reader maps it', () => {
  const archive = zip(entries, 64);
  for (const { data } of entries) expect(archive.indexOf(data) % 64).toBe(0);
  expect(unzip(archive)).toEqual(entries);
});
it('a bomb is refused before it is unpacked', () => {
  const packed = deflateRawSync(Buffer.alloc(1_000_000));
  const archive = zip([{ name: 'bomb', data: packed }]);
  // Says of the stored entry that it is deflated, in the directory.
  archive.writeUInt16LE(8, archive.length - 22 - 46 - 4 + 10);
  expect(unzip(archive)[0]?.data).toHaveLength(1_000_000);
  expect(() => unzip(archive, 1000)).toThrow();
});
it.each(['', 'not a zip archive at all, but long enough'])('%j is none', (text) => {
  expect(() => unzip(Buffer.from(text))).toThrow('no end of a ZIP archive');
});
