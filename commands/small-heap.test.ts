import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { smallHeapArguments } from '#commands/small-heap';

it('starts once more and no oftener, with what Node and the program were given', () => {
  const again = smallHeapArguments(['--inspect'], ['bin.js', 'broker', '--port', '1']);
  expect(again).toEqual(expect.arrayContaining(['--optimize-for-size', '--inspect', 'bin.js', 'broker', '--port', '1']));
  expect(smallHeapArguments(again?.slice(0, -4) ?? [], ['bin.js'])).toBeUndefined();
});

it('is the same process, with the flags that V8 takes at a start only', () => {
  const program = `import { becomeSmall } from './commands/small-heap.ts'; becomeSmall();
    console.log(process.pid, process.argv.at(-1), process.getBuiltinModule('v8').getHeapStatistics().heap_size_limit > 0, process.execArgv.length)`;
  const { stdout, pid, stderr } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', program, 'word'], { encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: expect.stringMatching(new RegExp(`^${pid} word true \\d\n$`)) as string, stderr: '' });
});
