import type { Command } from '#commands/context';
import { reportOf } from '#commands/report-of';
import type { Result } from '#core/report';

const command: Command = {
  usage: '[--row GLOB]',
  about: `Runs the rows of the epic's Ring 1 table: flows of the backend, SDK, averaging, ingestion, Jobs and pages, in this process and without
the network. Each row says who ran it: \`their code\`, or a \`stand-in\` of ringproof's. A row that only a stand-in has passed is not
done: \`details.done\` is false. A row that nobody runs is inconclusive, with the reason.`,
  flags: { row: { type: 'string', value: 'GLOB', help: 'only rows with such names or of such a repository' } },
  async run(args, { progress, signal }) {
    const { runRows } = await import('#ring1/run-rows');
    const runs = await runRows({ glob: args.text('row') ?? '*', progress, signal });
    const results = runs.map(({ row: { name, repository, wording, incident, ranBy, file }, outcome }): Result => {
      const done = ranBy === 'their code' && outcome.outcome === 'passed';
      return { name, ...outcome, details: { repository, wording, incident, ranBy, done, file, summary: `${ranBy}; ${file}` } };
    });
    const report = reportOf('ring1', results);
    const standIns = results.filter(({ outcome, details }) => outcome === 'passed' && details?.['ranBy'] === 'stand-in').length;
    const done = results.filter(({ details }) => details?.['done'] === true).length;
    const note = `${standIns} passed by a stand-in: they hold the contracts, not tracebloc's code, and are not done.`;
    return { ...report, counts: { ...report.counts, done }, ...(standIns > 0 && { notes: [note] }) };
  },
};
export default command;
