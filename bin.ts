#!/usr/bin/env node
// argv → verb → reporter → exit code. The help costs next to nothing: it loads no verb.
import module from 'node:module';

if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`ringproof needs Node 22.18 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const words = process.argv.slice(2);
keepCompiled();
const [verb = '--help'] = words;

if (verb === '--help' || verb === '-h' || verb === 'help') {
  const { overview } = await import('#commands/overview');
  process.stdout.write(overview());
} else if (verb === '--version') {
  const { VERSION } = await import('#core/version');
  process.stdout.write(`${VERSION}\n`);
} else {
  const { main } = await import('#commands/main');
  // A verb that left something running must not keep the terminal: all that is worth writing is written by now.
  process.exit(await main(words));
}

/** What V8 has compiled is kept for the next start, in the user's own cache: the system's folder for temporary files is everybody's. */
function keepCompiled(): void {
  const { XDG_CACHE_HOME: cache, HOME: home, LOCALAPPDATA: local } = process.env;
  const folder = cache ?? local ?? (home && `${home}/.cache`);
  if (folder) module.enableCompileCache(`${folder}/ringproof/compiled`);
}
