import { createRequire } from 'node:module';

/** The version of the official client that is installed. */
export const azureSdkVersion = (): string => (createRequire(import.meta.url)('@azure/service-bus/package.json') as { version: string }).version;
