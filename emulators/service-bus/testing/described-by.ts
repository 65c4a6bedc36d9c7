/** The beginning of a value with a numeric descriptor. */
export const describedBy = (code: number): Buffer => Buffer.of(0x00, 0x53, code);
