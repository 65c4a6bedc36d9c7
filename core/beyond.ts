import { type Difference, show } from '#core/difference';
import { type Json, isObject } from '#core/json';
import { type Beyond, type Matcher, type Template, type TensorJson, example } from '#core/matchers';
import { unzip } from '#core/zip';

/** How an inner value is compared; given by `check`, which asks this. */
type Inner = (template: Template, actual: Json | undefined, path: string) => Difference[];

/** What a value that satisfies Pact's own rule still misses of what counts beyond it. */
export function checkBeyond(beyond: Beyond, matcher: Matcher, actual: Json, path: string, inner: Inner): Difference[] {
  switch (beyond.kind) {
    case 'near': return far(example(matcher), actual, beyond.tolerance) ? [{ path, expected: `${show(example(matcher))} ± ${beyond.tolerance}`, actual: show(actual) }] : [];
    case 'tensors': return beyond.tolerance === undefined ? unwhole(actual, path) : unlike(example(matcher), actual, beyond.tolerance, path);
    case 'base64': return json(Buffer.from(textOf(actual), 'base64'), beyond.json, path, inner);
    case 'zip': return insideZip(textOf(actual), beyond.files, path, inner);
  }
}

const textOf = (value: Json): string => (typeof value === 'string' ? value : '');
const far = (expected: Json, actual: Json, tolerance: number): boolean => !(Math.abs(Number(expected) - Number(actual)) <= tolerance);
const listed = (value: Json): TensorJson[] => (Array.isArray(value) ? (value.filter(isObject) as unknown as TensorJson[]) : []);
const finite = (value: number | string): boolean => typeof value === 'number' && Number.isFinite(value);

function unwhole(actual: Json, path: string): Difference[] {
  const names = new Set<string>();
  return listed(actual).flatMap(({ name, shape, values }, index) => {
    const at = `${path}[${index}]`;
    const twice = names.has(name);
    names.add(name);
    const size = shape.reduce((product, n) => product * n, 1);
    const bad = values.findIndex((value) => !finite(value));
    return [
      ...(twice ? [{ path: `${at}.name`, expected: 'a name of its own', actual: show(name) }] : []),
      ...(size === values.length ? [] : [{ path: `${at}.values`, expected: `${size} value(s), as the shape [${shape.join(', ')}] says`, actual: `${values.length}` }]),
      ...(bad < 0 ? [] : [{ path: `${at}.values[${bad}]`, expected: 'a finite number', actual: show(values[bad] ?? null) }]),
    ];
  });
}

/** By position: two tensors of one shape that have changed places are two wrong names, or values of the other. */
function unlike(expected: Json, actual: Json, tolerance: number, path: string): Difference[] {
  const [wanted, got] = [listed(expected), listed(actual)];
  if (wanted.length !== got.length) return [{ path, expected: `${wanted.length} tensor(s): ${wanted.map(({ name }) => name).join(', ')}`, actual: `${got.length}: ${got.map(({ name }) => name).join(', ')}` }];
  const off = wanted.flatMap((tensor, index) => {
    const other = got[index] as TensorJson;
    const at = `${path}[${index}]`;
    const facts = (['name', 'dtype', 'shape'] as const).filter((part) => show(tensor[part]) !== show(other[part]))
      .map((part) => ({ path: `${at}.${part}`, expected: show(tensor[part]), actual: show(other[part]) }));
    if (facts.length > 0) return facts;
    const wrong = tensor.values.flatMap((value, place) => (far(value, other.values[place] ?? null, tolerance) ? [place] : []));
    const [first] = wrong;
    if (first === undefined) return [];
    const more = wrong.length > 1 ? `, and ${wrong.length - 1} more of ${tensor.values.length} value(s)` : '';
    return [{ path: `${at}.values[${first}]`, expected: `${tensor.values[first]} ± ${tolerance}`, actual: `${show(other.values[first] ?? null)}${more}` }];
  });
  return off.length > 0 ? off : unwhole(actual, path);
}

function json(bytes: Buffer, template: Template, path: string, inner: Inner): Difference[] {
  let held: Json;
  try {
    held = JSON.parse(bytes.toString('utf8')) as Json;
  } catch {
    return [{ path, expected: 'JSON inside', actual: show(bytes.toString('latin1')) }];
  }
  return inner(template, held, path);
}

function insideZip(text: string, files: Record<string, Template>, path: string, inner: Inner): Difference[] {
  try {
    const held = unzip(Buffer.from(text, 'base64'));
    return Object.entries(files).flatMap(([name, template]) => {
      const file = held.find((one) => one.name === name);
      return file ? json(file.data, template, `${path}{${name}}`, inner) : [{ path, expected: `a file ${name} inside`, actual: held.map((one) => one.name).join(', ') || 'none' }];
    });
  } catch (problem) {
    return [{ path, expected: 'a ZIP archive', actual: problem instanceof Error ? problem.message : 'something else' }];
  }
}
