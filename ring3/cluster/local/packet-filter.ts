/**
 * The change that takes Kubernetes' chains, and the rules that jump to them, out of what `iptables-save` shows: as input of
 * `iptables-restore --noflush`, each table in one step; '' when there is nothing to do. Nobody else's rule is touched.
 */
export function withoutKubernetes(saved: string): string {
  return saved.split(/^(?=\*)/m).filter((table) => table.startsWith('*')).flatMap((table) => {
    const lines = table.split('\n');
    const chains = lines.flatMap((line) => /^:(KUBE-\S+)/.exec(line)?.[1] ?? []);
    if (chains.length === 0) return [];
    const foreign = lines.filter((line) => /^-A (?!KUBE-)/.test(line) && /-[jg] KUBE-/.test(line)).map((line) => line.replace(/^-A/, '-D'));
    return [[lines[0], ...foreign, ...chains.map((chain) => `-F ${chain}`), ...chains.map((chain) => `-X ${chain}`), 'COMMIT', ''].join('\n')];
  }).join('');
}
