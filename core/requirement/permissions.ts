import { type Json, type JsonObject, isObject } from '#core/json';
import type { Mismatch } from '#core/mismatch';
import { type Requirement, unmet } from '#core/requirement';

export interface Permission extends Requirement {
  /** '' is the core group. */
  group: string;
  /** A resource, with a subresource behind a slash. */
  resource: string;
  verbs: string[];
  /** `cluster` reaches every namespace and what has none; `namespace` the one named. */
  scope: 'cluster' | 'namespace';
  /** By default the service account's own. */
  namespace?: string;
  /** True: these verbs must not be granted. */
  forbidden?: true;
}

export interface PermissionContract {
  subject: string;
  permissions: Permission[];
}

export interface ServiceAccount {
  name: string;
  namespace: string;
}

/** A rule as a service account holds it; `namespace` undefined: in all. */
interface Grant { rule: JsonObject; namespace: string | undefined }

/**
 * Every permission that a service account lacks, or has and must not, by the Roles, ClusterRoles and bindings among the objects.
 * A cluster-wide list needs a ClusterRoleBinding: a Role that names the resource does not give it.
 */
export function checkPermissions({ subject, permissions }: PermissionContract, objects: Json[], account: ServiceAccount): Mismatch[] {
  const held = grants(objects.filter(isObject), account);
  return permissions.flatMap((one) => {
    const namespace = one.scope === 'cluster' ? undefined : one.namespace ?? account.namespace;
    const allows = (verb: string) => held.some((grant) => covers(grant, one, verb, namespace));
    const wrong = one.verbs.filter((verb) => (one.forbidden ? allows(verb) : !allows(verb)));
    const place = `${one.resource}${one.group && `.${one.group}`}`;
    const [expected, actual] = one.forbidden ? ['refused', 'allowed'] : [`allowed in ${namespace ?? 'the cluster'}`, 'refused'];
    return unmet(subject, one, wrong.map((verb) => ({ path: `${verb} ${place}`, expected, actual })));
  });
}

function grants(objects: JsonObject[], account: ServiceAccount): Grant[] {
  const bindings = objects.filter(({ kind }) => kind === 'ClusterRoleBinding' || kind === 'RoleBinding').filter(({ subjects }) => list(subjects).some((one) =>
    one['kind'] === 'ServiceAccount' && one['name'] === account.name && one['namespace'] === account.namespace));
  return bindings.flatMap((binding) => {
    const ref = isObject(binding['roleRef']) ? binding['roleRef'] : {};
    const namespace = binding['kind'] === 'ClusterRoleBinding' ? undefined : namespaceOf(binding);
    const roles = objects.filter((one) => one['kind'] === ref['kind'] && metadata(one)['name'] === ref['name'] && (ref['kind'] === 'ClusterRole' || namespaceOf(one) === namespace));
    return roles.flatMap(({ rules }) => list(rules).map((rule) => ({ rule, namespace })));
  });
}

function covers({ rule, namespace }: Grant, { group, resource }: Permission, verb: string, wanted: string | undefined): boolean {
  // Names narrow a rule down to single objects: a list or create is never among what it allows.
  const named = list(rule['resourceNames'], true).length > 0;
  const has = (part: string, value: string) => list(rule[part], true).some((one) => one === value || one === '*');
  return (namespace === undefined || namespace === wanted) && !(named && (verb === 'list' || verb === 'create' || verb === 'watch'))
    && has('apiGroups', group) && has('resources', resource) && has('verbs', verb);
}

function list(value: Json | undefined): JsonObject[];
function list(value: Json | undefined, words: true): Json[];
function list(value: Json | undefined, words?: true): Json[] {
  return Array.isArray(value) ? value.filter((one) => words ?? isObject(one)) : [];
}
const metadata = ({ metadata: value }: JsonObject): JsonObject => (isObject(value) ? value : {});
const namespaceOf = (object: JsonObject): string | undefined => {
  const { namespace } = metadata(object);
  return typeof namespace === 'string' ? namespace : undefined;
};
