/** One typed difference between what a contract says and what was seen. */
export interface Mismatch {
  code:
    | 'method' | 'path' | 'query' | 'header' | 'status' | 'body' | 'metadata'
    /** The request has something that the contract does not know. */
    | 'unexpected'
    /** What is deployed is not as it must be: a manifest, a policy, a permission, a word. */
    | 'requirement'
    /** The provider's state could not be set up: never a pass. */
    | 'state'
    /** The other side could not be asked, or answered nothing comparable. */
    | 'transport';
  contract: string;
  interaction: string;
  /** JSON path from the part named by `code`: `$.token`, a header name, a query key, '' for the whole. */
  path: string;
  expected: string;
  actual: string;
  /** What to do about it, in one sentence; '' when the difference says it all. */
  advice: string;
}
