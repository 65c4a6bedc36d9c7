import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A tiny real source of one category: its files, and what an ingestion of it must leave. */
export interface Source {
  files: Record<string, string | Uint8Array>;
  label?: string;
  schema: Record<string, string>;
  /** Rows by label; empty where the category has none. */
  labels: Record<string, number>;
  /** In the folder of the table. */
  stored: string[];
  /** What the first row must say. */
  row: Record<string, string>;
}

/** The smallest picture there is: 1 × 1, one colour (PNG; tests of layouts do not decode it). */
const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=', 'base64');
const voc = (name: string) => `<annotation><filename>${name}.png</filename><object><name>${name}</name><bndbox><xmin>0</xmin><ymin>0</ymin><xmax>1</xmax><ymax>1</ymax></bndbox></object></annotation>`;

const images = (header: string, ...rows: string[]): Source['files'] => ({ 'labels.csv': [header, ...rows].join('\n'), 'images/cat.png': pixel, 'images/dog.png': pixel });
const texts = (folder: string, header: string, rows: string[], lines: string[]): Source['files'] =>
  ({ 'labels.csv': [header, ...rows].join('\n'), ...Object.fromEntries(lines.map((line, at) => [`${folder}/t${at + 1}.txt`, line])) });
const table = (...lines: string[]): Source['files'] => ({ 'data.csv': lines.join('\n') });

const filename = { filename: 'VARCHAR(255)' };
const twoImages = { stored: ['cat.png', 'dog.png'], row: { filename: 'cat', extension: '.png', label: 'cat' } };
const twoTexts = { stored: ['t1.txt', 't2.txt'], row: { filename: 't1', extension: '.txt' } };
const labelled = (lines: string[], labels: Record<string, number> = { good: 1, bad: 1 }): Source =>
  ({ files: texts('texts', 'filename,label', ['t1.txt,good', 't2.txt,bad'], lines), label: 'label', schema: filename, labels, ...twoTexts, row: { ...twoTexts.row, label: 'good' } });
const unlabelled = (lines: string[], folder = 'texts'): Source => ({ files: texts(folder, 'filename', ['t1.txt', 't2.txt'], lines), schema: filename, labels: {}, ...twoTexts, row: { ...twoTexts.row, label: '' } });

export const SOURCES: Readonly<Record<string, Source>> = {
  image_classification: { files: images('filename,label', 'cat.png,cat', 'dog.png,dog'), label: 'label', schema: filename, labels: { cat: 1, dog: 1 }, ...twoImages },
  object_detection: { files: { 'images/cat.png': pixel, 'images/dog.png': pixel, 'annotations/cat.xml': voc('cat'), 'annotations/dog.xml': voc('dog') }, schema: filename, labels: { cat: 1, dog: 1 }, ...twoImages, stored: ['cat.png', 'cat.xml', 'dog.png', 'dog.xml'] },
  keypoint_detection: { files: images('filename,label,annotation', 'cat.png,cat,[0 0]', 'dog.png,dog,[1 1]'), label: 'label', schema: filename, labels: { cat: 1, dog: 1 }, ...twoImages, row: { ...twoImages.row, annotation: '[0 0]' } },
  semantic_segmentation: {
    files: { ...images('filename,label,mask_id', 'cat.png,cat,m1', 'dog.png,dog,m2'), 'masks/m1.png': pixel, 'masks/m2.png': pixel }, label: 'label', schema: { ...filename, mask_id: 'VARCHAR(255)' },
    labels: { cat: 1, dog: 1 }, ...twoImages, stored: ['cat.png', 'dog.png', 'm1.png', 'm2.png'], row: { ...twoImages.row, mask_id: 'm1' },
  },
  text_classification: labelled(['a fine day', 'a poor day']),
  token_classification: labelled(['a\tO', 'b\tB-X']),
  sentence_pair_classification: labelled(['one\ttwo', 'one\tthree']),
  masked_language_modeling: unlabelled(['a b c', 'd e f'], 'sequences'), causal_language_modeling: unlabelled(['q\ta', 'r\tb']), seq2seq: unlabelled(['eins\tone', 'zwei\ttwo']), embeddings: unlabelled(['a\tb\tc', 'd\te\tf']),
  tabular_classification: { files: table('feature_00,feature_01,label', '0.5,1.5,0', '0.25,2.5,1', '0.75,3.5,1'), label: 'label', schema: { feature_00: 'FLOAT', feature_01: 'FLOAT' }, labels: { 0: 1, 1: 2 }, stored: [], row: { feature_00: '0.5', label: '0' } },
  tabular_regression: { files: table('square_feet,bedrooms,price', '100.5,2,1000', '80,1,900'), label: 'price', schema: { square_feet: 'FLOAT', bedrooms: 'INT' }, labels: { 1000: 1, 900: 1 }, stored: [], row: { square_feet: '100.5', label: '1000' } },
  time_series_forecasting: { files: table('timestamp,value,target', '2026-01-01,1,2', '2026-01-02,2,3'), label: 'target', schema: { timestamp: 'DATETIME', value: 'FLOAT' }, labels: { 2: 1, 3: 1 }, stored: [], row: { timestamp: '2026-01-01', label: '2' } },
  time_series_classification: { files: table('sequence_id,timestamp,value,label', 's1,1,0.5,up', 's1,2,0.75,up', 's2,1,0.5,down'), label: 'label', schema: { sequence_id: 'VARCHAR(255)', timestamp: 'INT', value: 'FLOAT' }, labels: { up: 2, down: 1 }, stored: [], row: { sequence_id: 's1', label: 'up' } },
  time_to_event_prediction: { files: table('age,time,event', '50,10,1', '60,5,0'), label: 'event', schema: { age: 'INT', time: 'FLOAT' }, labels: { 1: 1, 0: 1 }, stored: [], row: { age: '50', time: '10', label: '1' } },
};

export async function writeSource(folder: string, { files }: Pick<Source, 'files'>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
