// What a step may say to the runner (docs.github.com/actions/reference/workflow-commands-for-github-actions).
import { randomUUID } from 'node:crypto';

export interface Annotation { level: 'error' | 'warning'; title: string; message: string; file?: string; line?: number }

const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** `::error file=pacts/a--b.json,line=7,title=…::…` */
export function annotationLine({ level, message, ...where }: Annotation): string {
  const properties = Object.entries(where).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${property(String(value))}`]));
  return `::${level} ${properties.join(',')}::${data(message)}`;
}

/** Between the two lines the runner obeys nothing: what a tested service answers must not give it orders. */
export function silence(token: string = randomUUID()): { begin: string; end: string } {
  return { begin: `::stop-commands::${token}`, end: `::${token}::` };
}

/** An output of a step, safe for any text. */
export function outputLines(name: string, value: string, mark: string = randomUUID()): string {
  return `${name}<<${mark}\n${value}\n${mark}\n`;
}
