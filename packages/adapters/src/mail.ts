import type { Letter, Log, MailPort } from '@otklik/kernel';
import { createTransport } from 'nodemailer';
import { checkLetter, letterDigest } from './letter.ts';
import { MailError, mailErrorFrom } from './mail-error.ts';
import { smtpSettings } from './smtp-url.ts';

export interface MailOptions {
  /**
   * `smtps://user:password@host:465` or `smtp://host:587`. The latter must offer STARTTLS unless the
   * host is this machine or the URL says `?requireTLS=false`. `?ca=` is not known: use NODE_EXTRA_CA_CERTS.
   */
  readonly smtpUrl: string;
  /** `Отклик <robot@example.org>` or a bare address; its domain names the letters. */
  readonly from: string;
  readonly log: Log;
  /** From start to the server's final answer; a server that drips is cut here. */
  readonly total_ms?: number;
  /** Connection, greeting and silence in between. */
  readonly idle_ms?: number;
}

/**
 * Letters over SMTP through a pool of two connections. `send` returns when the server has taken the
 * letter. A retry carries the same Message-ID, so a receiver may drop a second copy.
 * `send` throws MailError; it says whether another try makes sense.
 */
export function createMail(options: MailOptions): MailPort & { close(): void } {
  const { total_ms = 60_000, idle_ms = 15_000 } = options;
  const from = parseFrom(options.from);
  const transport = createTransport({
    ...smtpSettings(options.smtpUrl),
    pool: true,
    maxConnections: 2,
    maxMessages: 100,
    // The job queue retries; the pool may only replace a connection that went stale before use.
    maxRequeues: 1,
    connectionTimeout: idle_ms,
    greetingTimeout: idle_ms,
    socketTimeout: idle_ms,
    dnsTimeout: idle_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  // Without a listener a failing idle connection would end the process.
  transport.on('error', () => options.log.warn('mail-connection-lost'));

  return {
    async send(letter) {
      checkLetter(letter);
      const started = performance.now();
      try {
        await transport.sendMail({
          ...compose(letter, from),
          signal: AbortSignal.timeout(total_ms),
        });
      } catch (error) {
        const mailError = mailErrorFrom(error);
        const { step, permanent, reply } = mailError;
        options.log.warn('letter-not-taken', { step, permanent, reply });
        throw mailError;
      }
      const took_ms = Math.round(performance.now() - started);
      options.log.info('letter-taken', { took_ms });
    },
    close: () => transport.close(),
  };
}

interface Sender {
  readonly name: string;
  readonly address: string;
}

function compose(letter: Letter, from: Sender) {
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    from: { ...from },
    to: { name: '', address: letter.to },
    envelope: { from: from.address, to: [letter.to] },
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: `<${letterDigest(letter.id)}@${domain}>`,
    headers: {
      // RFC 3834: answering machines keep silent.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.locale,
      ...(letter.unsubscribe ? stopHeaders(letter.unsubscribe) : {}),
    },
  };
}

/** RFC 2369 and RFC 8058. Prepared, so that no fold parts the address: some relays' signatures break on it. */
const stopHeaders = (link: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${link}>` },
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

function parseFrom(from: string): Sender {
  const match =
    /^(?:"?([^"<>\p{Cc}]{0,100}?)"?\s*<([^\s@<>]+@[^\s@<>]+)>|([^\s@<>]+@[^\s@<>]+))$/u.exec(
      from.trim(),
    );
  const address = match?.[2] ?? match?.[3];
  if (!address) throw new MailError('letter', true);
  return { name: match?.[1]?.trim() ?? '', address };
}
