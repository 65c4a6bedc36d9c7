/** HTML that is safe to send: made by the `html` tag only, so that no text reaches a page unescaped. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | undefined | false | readonly Value[];

const escape = (words: string | number): string => String(words).replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function render(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escape(value);
  return value === undefined || value === false ? '' : value.map(render).join('');
}

/** A template whose every value is escaped, but for HTML that was made by this tag; lists are joined, `undefined` and `false` are nothing. Attributes must be quoted. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(parts.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''));
