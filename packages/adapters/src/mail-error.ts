/** Where a letter stopped. After `data` the receiver may have it or not: only a retry can tell. */
export type MailStep = 'letter' | 'connect' | 'greet' | 'sign-in' | 'sender' | 'recipient' | 'data';

/**
 * A letter that was not taken. `permanent`: no retry will help this letter (the receiver said 5xx to
 * its address or content); all else is temporary, our own misconfiguration too, since it gets mended.
 * Holds no address and none of the server's words, which often quote one.
 */
export class MailError extends Error {
  override readonly name = 'MailError';
  readonly permanent: boolean;
  readonly step: MailStep;
  /** SMTP reply code, or null when there was no reply. */
  readonly reply: number | null;
  constructor(step: MailStep, permanent: boolean, reply: number | null = null) {
    super(
      `mail ${permanent ? 'refused' : 'not taken'} at ${step}${reply ? `, reply ${reply}` : ''}`,
    );
    this.step = step;
    this.permanent = permanent;
    this.reply = reply;
  }
}

/** What a failure of the SMTP library means. The library's error is not kept as the cause: it quotes addresses. */
export function mailErrorFrom(error: unknown): MailError {
  const facts = error instanceof Error ? (error as Error & Record<string, unknown>) : null;
  const command = typeof facts?.['command'] === 'string' ? facts['command'] : '';
  const reply = typeof facts?.['responseCode'] === 'number' ? facts['responseCode'] : null;
  const step = stepOf(command, facts?.['code']);
  const aboutTheLetter = step === 'recipient' || step === 'data';
  return new MailError(step, aboutTheLetter && reply !== null && reply >= 500, reply);
}

function stepOf(command: string, code: unknown): MailStep {
  if (command.startsWith('RCPT')) return 'recipient';
  if (command.startsWith('DATA')) return 'data';
  if (command.startsWith('MAIL')) return 'sender';
  if (command.startsWith('AUTH') || code === 'EAUTH') return 'sign-in';
  if (/^(EHLO|HELO|STARTTLS)/.test(command)) return 'greet';
  if (code === 'EMESSAGE' || code === 'ESTREAM') return 'data';
  return 'connect';
}
