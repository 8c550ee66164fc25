import type { Letter, Log, MailPort } from '@otklik/kernel';
import { createTransport } from 'nodemailer';
import { dkimOptions, type DkimKey } from './dkim.ts';
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
  /** A plain address that a person reads; the sender's own when absent. */
  readonly replyTo?: string;
  /** Where reports come back to, each letter to an address of its own there. Absent: to the sender. */
  readonly bounceDomain?: string;
  readonly dkim?: DkimKey;
  /** Letters at once. */
  readonly connections_max?: number;
  /** From start to the server's final answer; a server that drips is cut here. */
  readonly total_ms?: number;
  /** Connection, greeting and silence in between. */
  readonly idle_ms?: number;
}

/**
 * Letters over SMTP through a pool of a few connections. `send` returns when the server has taken the
 * letter. A retry carries the same Message-ID, so a receiver may drop a second copy.
 * `send` throws MailError; it says whether another try makes sense.
 */
export function createMail(options: MailOptions): MailPort & { close(): void } {
  const { total_ms = 60_000, idle_ms = 15_000, connections_max = 4 } = options;
  const from = parseFrom(options.from);
  const post = { from, replyTo: options.replyTo, bounceDomain: options.bounceDomain };
  const transport = createTransport({
    ...smtpSettings(options.smtpUrl),
    pool: true,
    maxConnections: connections_max,
    maxMessages: 100,
    // Whoever sends tries again, knowing how far a letter had come; the pool does not know.
    maxRequeues: 0,
    connectionTimeout: idle_ms,
    greetingTimeout: idle_ms,
    socketTimeout: idle_ms,
    dnsTimeout: idle_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(options.dkim ? { dkim: dkimOptions(options.dkim) } : {}),
  });
  // Without a listener a failing idle connection would end the process.
  transport.on('error', () => options.log.warn('mail-connection-lost'));

  noteWhole(transport);

  return {
    async send(letter) {
      checkLetter(letter);
      const started = performance.now();
      const way: Way = { isWhole: false };
      try {
        const info = await transport.sendMail({
          ...compose(letter, post, way),
          signal: AbortSignal.timeout(total_ms),
        });
        const took_ms = Math.round(performance.now() - started);
        options.log.info('letter-taken', { took_ms });
        return { queuedAs: queuedAs(info.response) };
      } catch (error) {
        const mailError = mailErrorFrom(error, way.isWhole);
        const { step, permanent, reply } = mailError;
        options.log.warn('letter-not-taken', { step, permanent, reply });
        throw mailError;
      }
    },
    close: () => transport.close(),
  };
}

/** How far a letter has come. */
interface Way {
  /** The server was given all of it: from here on silence may mean that it was taken. */
  isWhole: boolean;
}

/** The library tells of a lost connection at whatever step as of one that never was; so we look ourselves. */
function noteWhole(transport: ReturnType<typeof createTransport>): void {
  transport.use('stream', ({ data, message }, done) => {
    const { way } = data as { way?: Way };
    const make = message.createReadStream.bind(message);
    message.createReadStream = (options) =>
      make(options).once('end', () => {
        if (way) way.isWhole = true;
      });
    done();
  });
}

interface Sender {
  readonly name: string;
  readonly address: string;
}

interface Post {
  readonly from: Sender;
  readonly replyTo: string | undefined;
  readonly bounceDomain: string | undefined;
}

/** `250 2.0.0 Ok: queued as 4F1B2C`: the server's own name for it, for its log. */
const queuedAs = (response: unknown): string | null =>
  (typeof response === 'string' &&
    /\b(?:queued as|id=|queued_as:?)\s*<?([A-Za-z0-9.-]{1,64})/i.exec(response)?.[1]) ||
  null;

/** The sender of the envelope, under which reports come back and say of which letter. RFC 3461 says it twice. */
function wayBack({ returnTicket, to }: Letter, { from, bounceDomain }: Post) {
  if (!returnTicket || !bounceDomain) return { envelope: { from: from.address, to: [to] } };
  const back = { from: `b-${returnTicket}@${bounceDomain}`, to: [to] };
  const notify = ['failure' as const, 'delay' as const];
  // Said only to servers that offer it.
  return { envelope: back, dsn: { id: returnTicket, return: 'headers' as const, notify } };
}

function compose(letter: Letter, post: Post, way: Way) {
  const { from, replyTo } = post;
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1);
  return {
    way,
    from: { ...from },
    to: { name: '', address: letter.to },
    ...(replyTo ? { replyTo } : {}),
    ...wayBack(letter, post),
    subject: letter.subject,
    text: letter.text,
    html: letter.html,
    messageId: `<${letterDigest(letter.id)}@${domain}>`,
    headers: {
      // RFC 3834: answering machines keep silent.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': letter.locale,
      ...(letter.list ? { 'List-Id': `<${letter.list}.${domain}>` } : {}),
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
