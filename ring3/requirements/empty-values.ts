import { type Json, type JsonObject, isObject } from '#core/json';

/**
 * The object as it was written: the server stores `value: ""` of an environment variable as no value at all, and requirements tell a
 * variable that is not there from one that is empty. @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#environment-variables
 */
export function withEmptyValues(object: JsonObject): JsonObject {
  const pod = path(object, 'spec', 'template', 'spec');
  const containers = pod['containers'];
  if (!Array.isArray(containers)) return object;
  const written = containers.map((one) => (isObject(one) && Array.isArray(one['env']) ? { ...one, env: one['env'].map(declared) } : one));
  const spec = path(object, 'spec');
  const template = path(object, 'spec', 'template');
  return { ...object, spec: { ...spec, template: { ...template, spec: { ...pod, containers: written } } } };
}

const declared = (variable: Json): Json => (isObject(variable) && !('value' in variable) && !('valueFrom' in variable) ? { ...variable, value: '' } : variable);

function path(object: JsonObject, ...keys: string[]): JsonObject {
  return keys.reduce<JsonObject>((place, key) => (isObject(place[key]) ? place[key] : {}), object);
}
