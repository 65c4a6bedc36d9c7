import type { Result } from '#core/report';
import { unmet } from '#core/requirement';
import type { Permission, PermissionContract, ServiceAccount } from '#core/requirement/permissions';
import { type Kube, connect } from '#ring3/kubernetes/client';

/** Ten minutes, as the command line asks for its own. */
const TOKEN_SECONDS = 600;

/** Asks the API server, as the service account itself, for every verb: SelfSubjectAccessReview. What it lacks, or has and must not, is a mismatch. */
export async function reviewPermissions(kube: Kube, { subject, permissions }: PermissionContract, account: ServiceAccount): Promise<Result> {
  const { name, namespace } = account;
  const { status } = await kube.core.createNamespacedServiceAccountToken({ name, namespace, body: { spec: { audiences: [], expirationSeconds: TOKEN_SECONDS } } });
  const self = await connect({ token: status?.token ?? '', as: kube });
  const allowed = async ({ group, resource: whole, scope, namespace: other }: Permission, verb: string): Promise<boolean> => {
    const [resource = '', subresource = ''] = whole.split('/');
    const attributes = { group, resource, subresource, verb, ...(scope === 'namespace' && { namespace: other ?? namespace }) };
    const review = await self.authorization.createSelfSubjectAccessReview({ body: { spec: { resourceAttributes: attributes } } });
    return review.status?.allowed === true;
  };
  const found = await Promise.all(permissions.map(async (one) => {
    const answers = await Promise.all(one.verbs.map(async (verb) => ({ verb, allowed: await allowed(one, verb) })));
    const wrong = answers.filter((answer) => answer.allowed === (one.forbidden === true));
    const [expected, actual] = one.forbidden ? ['refused', 'allowed'] : [`allowed in ${one.scope === 'cluster' ? 'the cluster' : (one.namespace ?? namespace)}`, 'refused'];
    return unmet(subject, one, wrong.map(({ verb }) => ({ path: `${verb} ${one.resource}${one.group && `.${one.group}`}`, expected, actual })));
  }));
  const mismatches = found.flat();
  const asked = permissions.reduce((sum, { verbs }) => sum + verbs.length, 0);
  return { name: subject, group: 'requirements', outcome: mismatches.length > 0 ? 'failed' : 'passed', mismatches, details: { summary: `${asked} verbs asked as the account itself` } };
}
