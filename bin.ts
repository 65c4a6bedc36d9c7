#!/usr/bin/env node
// argv → verb → reporter → exit code. The help costs next to nothing: it loads no verb.
if (Number(process.versions.node.split('.')[0]) < 22) {
  process.stderr.write(`ringproof needs Node 22.18 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const words = process.argv.slice(2);
const [verb = '--help'] = words;

if (verb === '--help' || verb === '-h' || verb === 'help') {
  const { overview } = await import('#commands/overview');
  process.stdout.write(overview());
} else if (verb === '--version') {
  const { version } = await import('#commands/version');
  process.stdout.write(`${version()}\n`);
} else {
  const { main } = await import('#commands/main');
  // A verb that left something running must not keep the terminal: all that is worth writing is written by now.
  process.exit(await main(words));
}
