// Makes ring1/sdk/cassettes/session.json anew, from the stand-in's session on the virtual platform.
import { writeFileSync } from 'node:fs';
import { sessionOnPlatform } from '#ring1/sdk/against-the-platform';
import { cassetteOf } from '#ring1/sdk/cassette-of';
import { CASSETTE } from '#ring1/sdk/sdk-session';

const { heard } = await sessionOnPlatform();
writeFileSync(CASSETTE, `${JSON.stringify(cassetteOf(heard, new Date().toISOString()), null, 2)}\n`);
