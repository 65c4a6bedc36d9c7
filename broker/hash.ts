/** Loaded when first needed: most questions need no hash, and loading it takes longer than answering them. */
const crypto = () => process.getBuiltinModule('node:crypto');

/** The real broker's hash of contents and interactions. */
export const sha1 = (text: string): string => crypto().createHash('sha1').update(text).digest('hex');

/** The address of a text in the ledger. */
export const sha256 = (text: string): string => crypto().createHash('sha256').update(text).digest('hex');

export const newUuid = (): string => crypto().randomUUID();
