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
  /** RFC 3463, where the server gave one: what of the letter it was that did not suit. */
  readonly status: string | null;
  constructor(
    step: MailStep,
    permanent: boolean,
    reply: number | null = null,
    status: string | null = null,
  ) {
    super(
      `mail ${permanent ? 'refused' : 'not taken'} at ${step}${reply ? `, reply ${reply}` : ''}`,
    );
    this.step = step;
    this.permanent = permanent;
    this.reply = reply;
    this.status = status;
  }
}

/**
 * What a failure of the SMTP library means. The library's error is not kept as the cause: it quotes addresses.
 * @param isWhole the server had been given the whole letter
 */
export function mailErrorFrom(error: unknown, isWhole = false): MailError {
  const facts = error instanceof Error ? (error as Error & Record<string, unknown>) : null;
  const command = typeof facts?.['command'] === 'string' ? facts['command'] : '';
  const reply = typeof facts?.['responseCode'] === 'number' ? facts['responseCode'] : null;
  // A connection lost before the letter's end is one where the letter did not arrive.
  const told = stepOf(command, facts?.['code']);
  const step = isWhole && told === 'connect' ? 'data' : told;
  const aboutTheLetter = step === 'recipient' || step === 'data';
  const isRefusal = aboutTheLetter && reply !== null && reply >= 500;
  return new MailError(step, isRefusal, reply, statusOf(facts?.['response']));
}

/** `550 5.1.1 No such user`: three numbers and no more of what was said. */
function statusOf(response: unknown): string | null {
  const said = typeof response === 'string' ? response : '';
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})(?!\d)/.exec(said)?.[1] ?? null;
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
