/** A query string as Rack reads it. */
export interface NestedQuery {
  /** `name=value`; the last one counts. */
  text(name: string): string | undefined;
  /** `name[]=value`, in order. */
  texts(name: string): string[];
  /** `name[][key]=value`: a key that repeats begins the next entry. */
  entries(name: string): Record<string, string>[];
}

export function nestedQuery(url: string): NestedQuery {
  const at = url.indexOf('?');
  const pairs = [...new URLSearchParams(at < 0 ? '' : url.slice(at))];
  return {
    text: (name) => pairs.findLast(([key]) => key === name)?.[1],
    texts: (name) => pairs.filter(([key]) => key === `${name}[]`).map(([, value]) => value),
    entries: (name) => pairs.reduce<Record<string, string>[]>((found, [key, value]) => {
      const [, inner] = key.startsWith(`${name}[][`) ? (/\[\]\[([^\]]+)\]$/.exec(key) ?? []) : [];
      if (inner === undefined) return found;
      const last = found.at(-1);
      if (!last || inner in last) found.push({ [inner]: value });
      else last[inner] = value;
      return found;
    }, []),
  };
}
