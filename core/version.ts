import manifest from '#package' with { type: 'json' };

/** ringproof's own version, of the package.json that it was installed with. */
export const VERSION: string = manifest.version;
