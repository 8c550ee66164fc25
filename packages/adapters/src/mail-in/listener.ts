import type { AddressInfo } from 'node:net';
import type { Log } from '@otklik/kernel';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import { readMailReport, type MailReport } from './report.ts';

const SIZE_MAX_bytes = 1024 * 1024;
const CLIENTS_MAX = 20;
const IDLE_ms = 10_000;
const CLOSE_ms = 1000;

export interface MailInOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Reports come to `b-TICKET@` and to `abuse@` here, and nothing else does. */
  readonly domain: string;
  readonly log: Log;
  /** Throws when it could not be kept: the sender then tries again. */
  readonly take: (report: MailReport) => Promise<void>;
}

export interface MailIn {
  readonly port: number;
  close(): Promise<void>;
}

/** What a report comes to: a letter's own way back, or the address for complaints. */
export function recipientOf(address: string, domain: string): { ticket: string | null } | null {
  const at = address.lastIndexOf('@');
  if (address.slice(at + 1).toLowerCase() !== domain.toLowerCase()) return null;
  const local = address.slice(0, at).toLowerCase();
  if (local === 'abuse') return { ticket: null };
  const ticket = /^b-([a-z2-7]{26})$/.exec(local)?.[1];
  return ticket ? { ticket } : null;
}

const refusal = (code: number, text: string): Error =>
  Object.assign(new Error(text), { responseCode: code });

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    // Past the limit it is read and dropped, so that the sender hears why.
    size += (chunk as Buffer).length;
    if (size <= SIZE_MAX_bytes) chunks.push(chunk as Buffer);
  }
  if (size > SIZE_MAX_bytes) throw refusal(552, 'Too large');
  return Buffer.concat(chunks);
}

/** What the sender is told of a report that was not taken; null when it was. */
async function failureOf(work: () => Promise<void>, log: Log): Promise<Error | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof Error && 'responseCode' in error) return error;
    log.error('mail-in.not-kept', { error });
    return refusal(451, 'Try again');
  }
}

/**
 * Our own small post office, for reports about letters alone. It relays nothing, keeps nothing and knows no users;
 * it says 250 only once a report was taken in.
 */
export async function openMailIn(options: MailInOptions): Promise<MailIn> {
  const { host, port, domain, log, take } = options;
  const server = new SMTPServer({
    name: domain,
    banner: 'reports only',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    size: SIZE_MAX_bytes,
    maxClients: CLIENTS_MAX,
    socketTimeout: IDLE_ms,
    closeTimeout: CLOSE_ms,
    onRcptTo({ address }, session, done) {
      // One report, one letter: a second recipient would be guessing.
      if (session.envelope.rcptTo.length > 0) return done(refusal(452, 'One recipient'));
      return recipientOf(address, domain) ? done() : done(refusal(550, 'No such address'));
    },
    onData(stream, session, done) {
      const to = recipientOf(session.envelope.rcptTo[0]?.address ?? '', domain);
      const work = async (): Promise<void> => {
        const bytes = await readAll(stream);
        const report = readMailReport(bytes, to?.ticket ?? null);
        log.info('mail-in.taken', { form: report.form, ticketed: report.ticket !== null });
        await take(report);
      };
      const answer = async (): Promise<void> => {
        done(await failureOf(work, log));
      };
      void answer();
    },
  });
  server.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : 'unknown';
    log.warn('mail-in.connection', { code });
  });
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
