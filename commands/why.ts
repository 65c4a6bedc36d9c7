import { chainOf, explain, explanationLines, linkLines, sentence } from '#broker/index';
import { need, pacticipantVersion } from '#commands/args';
import { BROKER_FLAGS, openBroker } from '#commands/broker-of';
import type { Command } from '#commands/context';
import { DEMAND_FLAGS, OUTCOME, demandOf, facts } from '#commands/verdict';

const command: Command = {
  usage: 'NAME@VERSION --to-environment ENV',
  about: `The chain of facts behind a verdict of can-i-deploy, integration by integration: the pact published when and by whom, how it was
obtained, verified by which provider version and at which grade, what is deployed since when, drift that touches it. Exit codes are
those of can-i-deploy.`,
  flags: {
    pacticipant: { type: 'string', value: 'NAME', help: "the application's name" },
    version: { type: 'string', value: 'V', help: 'the version asked about' },
    'to-environment': { type: 'string', value: 'ENV', help: 'where to' },
    ...DEMAND_FLAGS,
    ...BROKER_FLAGS,
  },
  operands: 1,
  async run(args, context) {
    const asked = { ...pacticipantVersion('why', args), environment: need('why', args, 'to-environment') };
    const demand = demandOf('why', args, context);
    await using broker = openBroker(args, context);
    const answer = await broker.canIDeploy({ ...asked, ...demand });
    const [chain, explanations] = [await chainOf(broker, answer), await explain(broker, asked, answer)];
    const outcome = OUTCOME[answer.verdict];
    const verdictLines = answer.reasons.flatMap((reason) => {
      const explained = explanations.find((one) => one.reason === reason);
      return explained ? explanationLines(explained) : [sentence(reason)];
    });
    return {
      schemaVersion: 1, verb: 'why', outcome, counts: { links: chain.length },
      results: [
        ...chain.map((link) => ({
          name: `${link.consumer.pacticipant} ${link.consumer.version ?? ''} → ${link.provider.pacticipant} ${link.provider.version ?? '(none)'}`,
          outcome: link.ignored || link.verification?.success ? 'passed' as const : link.verification ? 'failed' as const : 'inconclusive' as const,
          reason: linkLines(link, context.clock.now()).join('\n'), details: facts(link),
        })),
        { name: `${asked.pacticipant} ${asked.version} to ${asked.environment}: ${answer.verdict}`, outcome, reason: verdictLines.join('\n') },
      ],
      details: facts({ verdict: answer.verdict, reasons: answer.reasons, explanations }),
    };
  },
};
export default command;
