/** What every bench sends: 1 KB, no two bytes alike beside each other. */
export const BODY = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 251));
