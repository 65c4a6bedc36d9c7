import { isIPv4 } from 'node:net';

/** Whether only this machine can reach what listens on this host; an empty one listens everywhere. */
export const isLoopback = (host: string): boolean => host === 'localhost' || host.endsWith('.localhost') || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
