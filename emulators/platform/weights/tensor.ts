import { type Json, isObject } from '#core/json';

/** Values travel in row-major order; what JSON cannot say (NaN, infinities) travels as a string. */
export interface Tensor {
  name: string;
  shape: number[];
  dtype: string;
  values: (number | 'NaN' | 'Infinity' | '-Infinity')[];
}

/** What keeps a value from being a list of tensors; undefined when it is one. Numbers are not judged here. */
export function tensorsProblem(value: Json | undefined): string | undefined {
  if (!Array.isArray(value) || value.length === 0) return 'a non-empty list of tensors is required';
  for (const [index, tensor] of value.entries()) {
    if (!isObject(tensor) || typeof tensor['name'] !== 'string' || typeof tensor['dtype'] !== 'string') return `tensor ${index} has no name or dtype`;
    if (!Array.isArray(tensor['shape']) || !tensor['shape'].every((n) => Number.isInteger(n) && Number(n) >= 0)) return `tensor ${tensor['name']} has no shape`;
    if (!Array.isArray(tensor['values']) || !tensor['values'].every(isValue)) return `tensor ${tensor['name']} has a value that is not a number`;
  }
  return undefined;
}

const isValue = (value: Json): boolean => typeof value === 'number' || value === 'NaN' || value === 'Infinity' || value === '-Infinity';
