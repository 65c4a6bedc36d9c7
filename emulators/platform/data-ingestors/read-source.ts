import { readFile, readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Layout } from '#emulators/platform/data-ingestors/layouts';
import { contentHash, readTable } from '#emulators/platform/data-ingestors/state-table';

/** A row as the trainer will read it: `filename` is the stem, `extension` has the dot; only these two lead to the file (backend#1706). */
export type Row = Record<string, string>;

export interface SourceFile { from: string; name: string }

export interface SourceRead {
  rows: Row[];
  files: SourceFile[];
  columns: string[];
  /** Of the files, or of the table where it is the data. */
  bytes: number;
}

/**
 * Reads a source folder by its layout: the table, and the files of its rows.
 * @throws Error for a row without its file: nothing is taken by halves (data-ingestors#187)
 */
export async function readSource(folder: string, layout: Layout, label: string | undefined): Promise<SourceRead> {
  if (layout.subdir === null) return readData(folder, label);
  const present = new Set(await readdir(join(folder, layout.subdir)));
  const table = layout.sidecar && !layout.sidecar.column ? { names: ['filename'], rows: [...present].sort().map((filename): Row => ({ filename })) } : readTable(await readFile(join(folder, 'labels.csv'), 'utf8'));
  const files: SourceFile[] = [];
  const rows: Row[] = [];
  for (const { filename = '', ...rest } of table.rows) {
    if (!present.has(filename)) throw new Error(`${layout.subdir}/${filename} is not there`);
    const stem = basename(filename, extname(filename));
    const bytes = await readFile(join(folder, layout.subdir, filename));
    files.push({ from: join(layout.subdir, filename), name: filename });
    const annotation = await sidecar(folder, layout, stem, rest, files);
    const written = label !== undefined && layout.labelled ? (rest[label] ?? '') : (annotation.label ?? '');
    rows.push({ ...own(rest, label), label: written, data_id: contentHash(filename, bytes), filename: stem, extension: extname(filename), ...(annotation.text !== undefined && { annotation: annotation.text }) });
  }
  const sizes = await Promise.all(files.map(async ({ from }) => (await stat(join(folder, from))).size));
  return { rows, files, bytes: sizes.reduce((sum, size) => sum + size, 0), columns: table.names.filter((name) => name !== 'filename' && name !== label) };
}

const own = (row: Row, label: string | undefined): Row => Object.fromEntries(Object.entries(row).filter(([name]) => name !== label));

async function readData(folder: string, label: string | undefined): Promise<SourceRead> {
  const text = await readFile(join(folder, 'data.csv'), 'utf8');
  const { names, rows } = readTable(text);
  if (label !== undefined && !names.includes(label)) throw new Error(`the label ${label} is no column`);
  return { rows: rows.map((row, at): Row => ({ ...own(row, label), label: row[label ?? ''] ?? '', data_id: contentHash(String(at), JSON.stringify(row)) })), files: [], bytes: Buffer.byteLength(text), columns: names.filter((name) => name !== label) };
}

/** The second file of a row: a mask by its id, or an annotation, whose first object is the label (assumed). @throws Error when it is missing */
async function sidecar(folder: string, { sidecar: rule }: Layout, stem: string, row: Row, files: SourceFile[]): Promise<{ label?: string; text?: string }> {
  if (!rule) return {};
  const name = `${rule.column ? (row[rule.column] ?? '') : stem}${rule.extension}`;
  const text = await readFile(join(folder, rule.subdir, name), 'utf8').catch(() => { throw new Error(`${rule.subdir}/${name} is not there`); });
  files.push({ from: join(rule.subdir, name), name });
  if (rule.column) return {};
  const object = /<object>[\s\S]*?<name>([^<]+)<\/name>/.exec(text)?.[1];
  if (object === undefined) throw new Error(`${rule.subdir}/${name} has no object`);
  return { label: object };
}
