/** Text that is safe in HTML content and in quoted attributes. */
export const escape = (words: string | number): string => String(words).replace(/[<>&"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
