import type { BrokerSender } from '#emulators/service-bus/amqp/rhea/internals';

/** The attach reply repeats the settle modes that the client asked for; Go's ends a link whose reply says otherwise. */
export function echoSettleModes(link: BrokerSender): void {
  link.local.attach.snd_settle_mode = link.snd_settle_mode;
  link.local.attach.rcv_settle_mode = link.rcv_settle_mode;
}
