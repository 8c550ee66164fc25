/** One letter, ready to go. Both parts say the same. */
export interface Letter {
  /** Stable across retries, so that a receiver can drop a second copy. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly locale: 'ru' | 'en';
  /** Where a mail program posts to when its reader wants no more such letters (RFC 8058); an address of ours. */
  readonly unsubscribe?: string;
  /** Which kind of letters it is one of (RFC 2919); mail programs group by it. */
  readonly list?: string;
  /** Where reports about this letter come back to: a secret of its own, in the sender of its envelope. */
  readonly returnTicket?: string;
}

/** What a post office says when it took a letter. */
export interface Taken {
  /** Its own name for it, for its log: `[A-Za-z0-9.-]`, 64 at most. */
  readonly queuedAs: string | null;
}

/** A post office: SMTP, or the demo mailbox. Throws when the letter was not taken; the job tries again. */
export interface MailPort {
  send(letter: Letter): Promise<Taken | void>;
}
