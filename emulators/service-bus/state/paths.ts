export const DEAD_LETTER_SUFFIX = '/$DeadLetterQueue';
export const TRANSFER_DEAD_LETTER_SUFFIX = '/$Transfer/$DeadLetterQueue';
export const subscriptionPath = (topic: string, name: string): string => `${topic}/Subscriptions/${name}`;
