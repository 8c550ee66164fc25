/**
 * A message that a gateway did not take, with the shape of `MailError`. Without a reply at step `data` it may have
 * been taken. Holds neither an address nor the gateway's words.
 */
export class MessageError extends Error {
  override readonly name = 'MessageError';
  readonly permanent: boolean;
  readonly step: 'connect' | 'sign-in' | 'recipient' | 'data';
  readonly reply: number | null;
  readonly status: string | null;
  constructor(
    step: MessageError['step'],
    permanent: boolean,
    reply: number | null = null,
    status: string | null = null,
  ) {
    super(
      `message ${permanent ? 'refused' : 'not taken'} at ${step}${reply ? `, reply ${reply}` : ''}`,
    );
    this.step = step;
    this.permanent = permanent;
    this.reply = reply;
    this.status = status;
  }
}
