import type { Fault } from '#emulators/service-bus/state/fault';

/** An open link as state sees it: whoever deletes or disables its entity takes it off. */
export interface Attachment {
  readonly direction: 'send' | 'receive' | 'manage';
  readonly detach: (why: Fault) => void;
}
