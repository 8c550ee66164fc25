import type { Taken } from './mail.ts';

/** One short message, ready to go: plain text with its link inside. */
export interface ShortMessage {
  /** Stable across retries, so that a gateway can drop a second copy. */
  readonly id: string;
  /** A telephone in E.164, or a messenger's own name for a talk. */
  readonly to: string;
  readonly text: string;
  readonly locale: 'ru' | 'en';
}

/** What a gateway posted to us, as it came. */
export interface PostedBack {
  /** `t=SECONDS,v1=HEX`. */
  readonly signature: string;
  readonly body: string;
}

/**
 * A gateway of text messages or a bot of a messenger, or the demo box. `send` throws when the message was not taken;
 * an error without a reply at step `data` means that it may have been.
 */
export interface MessagePort {
  send(message: ShortMessage): Promise<Taken | void>;
  /** Whether what was posted back is the gateway's own, and fresh. */
  isSigned(posted: PostedBack, now: Date): boolean;
}
