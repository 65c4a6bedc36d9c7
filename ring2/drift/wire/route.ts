import type { Channels } from '#ring2/drift/wire/channels';
import type { Incoming } from '#ring2/drift/wire/frames';
import type { Line } from '#ring2/drift/wire/line';
import { Malformed } from '#ring2/drift/wire/reader';
import { endedError, readError } from '#ring2/drift/wire/refusal';
import { Session } from '#ring2/drift/wire/session';
import type { Ending } from '#ring2/drift/wire/wire';

/**
 * Where the frames of an open connection go. The session on channel `main` is made when the peer's begin is read, for
 * the next frame may be for it. What the returned function throws ends the line.
 */
export function route(line: Line, channels: Channels, sessions: Map<number, Session>, main: number, maxFrameSize: number): (incoming: Incoming) => void {
  return (incoming) => {
    if (incoming.kind === 'header') throw new Malformed('a protocol header within a connection');
    const { performative, channel, payload } = incoming;
    if (!performative) return;
    const { name, fields } = performative;
    if (name === 'close') {
      line.sendClose();
      return line.close({ how: 'closed', ...readError(fields['error']) });
    }
    if (name === 'begin') {
      const mine = channels.begun(channel, fields);
      if (mine === main) sessions.set(mine, new Session(line, mine, fields, maxFrameSize));
      return;
    }
    const mine = channels.mineOf(channel);
    if (name === 'end') {
      const ending: Ending = { how: 'closed', ...readError(fields['error']) };
      channels.finished(channel, fields);
      sessions.get(mine)?.over(endedError('session', ending), ending);
      return void sessions.delete(mine);
    }
    sessions.get(mine)?.take(performative, payload);
  };
}
