/** Whether a name matches a glob: `*`, `?`, several separated by commas. */
export const matchesGlob = (glob: string, name: string): boolean =>
  glob.split(',').map((part) => part.trim()).some((part) => part !== '' && toRegExp(part).test(name));

function toRegExp(glob: string): RegExp {
  const escaped = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
}
