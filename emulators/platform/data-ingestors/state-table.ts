import { createHash } from 'node:crypto';

/** Every table begins with these, in this order, before the dataset's own columns (0.8.94 contracts/schema/storage.v1.json; lengths: storage/mysql.py). */
export const FRAMEWORK_COLUMNS: readonly [name: string, type: string][] = [
  ['id', 'BIGINT'], ['created_at', 'DATETIME'], ['updated_at', 'DATETIME'], ['status', 'INT'], ['label', 'VARCHAR(255)'], ['data_intent', 'VARCHAR(100)'],
  ['data_id', 'VARCHAR(255)'], ['filename', 'VARCHAR(255)'], ['extension', 'VARCHAR(10)'], ['annotation', 'TEXT'], ['ingestor_id', 'VARCHAR(255)'],
];

/** @throws Error for a column that the platform keeps for itself */
export function tableColumns(schema: Readonly<Record<string, string>>): Record<string, string> {
  const reserved = Object.keys(schema).find((name) => FRAMEWORK_COLUMNS.some(([own]) => own === name && own !== 'label' && own !== 'filename'));
  if (reserved) throw new Error(`the column ${reserved} is the platform's own`);
  return { ...Object.fromEntries(FRAMEWORK_COLUMNS), ...Object.fromEntries(Object.entries(schema).filter(([name]) => name !== 'label' && name !== 'filename')) };
}

/** The id of a row by its content: 64 hexadecimal digits, whatever it is called. The real one is salted. */
export const contentHash = (...parts: (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** A file of separated values with one line of names. Quotes are refused: nothing here needs them. @throws Error */
export function readTable(text: string): { names: string[]; rows: Record<string, string>[] } {
  if (text.includes('"')) throw new Error('quoted values are not read');
  const [head = '', ...lines] = text.trim().split(/\r?\n/);
  const names = head.split(',');
  const rows = lines.map((line, at) => {
    const values = line.split(',');
    if (values.length !== names.length) throw new Error(`line ${at + 2} has ${values.length} values, not ${names.length}`);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
  });
  return { names, rows };
}
