import type { Progress } from '#core/report';

interface Stream { isTTY?: boolean; columns?: number; write(text: string): unknown }

/** Progress on stderr: one moving line on a terminal, a line per step elsewhere (so that logs stay readable). */
export function createProgress(stream: Stream): Progress & { end(): void } {
  let last = '';
  let open = false;
  return {
    step(text, done, total) {
      const count = done === undefined ? '' : ` ${done}${total === undefined ? '' : `/${total}`}`;
      if (stream.isTTY) {
        open = done !== undefined && done !== total;
        stream.write(`\r\x1b[2K· ${text}${count}`.slice(0, (stream.columns ?? 80) + 5) + (open ? '' : '\n'));
      } else if (text !== last) {
        stream.write(`· ${text}\n`);
      }
      last = text;
    },
    /** What is written next stands on a line of its own. */
    end() {
      if (open) stream.write('\n');
      open = false;
    },
  };
}
