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
}

/** A post office: SMTP, or the demo mailbox. Throws when the letter was not taken; the job tries again. */
export interface MailPort {
  send(letter: Letter): Promise<void>;
}
