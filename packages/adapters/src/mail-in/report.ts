import { createHash } from 'node:crypto';
import { partsOf, readHeaders, readPart, typeOf, type Part } from './mime.ts';

/** What a message that came in says of a letter of ours. Nothing else of it is kept or told. */
export interface MailReport {
  /** The way back of the letter it is about: from the envelope, or out of the report itself. */
  readonly ticket: string | null;
  /** `dsn`: RFC 3464; `complaint`: RFC 5965; `other`: an out-of-office, a reader's reply, spam. */
  readonly form: 'dsn' | 'complaint' | 'other';
  /** `failed`, `delayed`, `delivered`, `relayed`, `expanded`; empty where none was given. */
  readonly action: string;
  /** RFC 3463; empty where none was given. */
  readonly status: string;
  /** Of the whole message. */
  readonly hash: string;
}

const SIZE_MAX = 1024 * 1024;
const TICKET = /(?:^|[^a-z0-9])b-([a-z2-7]{26})@/i;
const ENVELOPE_ID = /^\s*(?:rfc822;\s*)?([a-z2-7]{26})\s*$/i;

/** Groups of fields, parted by empty lines: the message's, then one for each recipient. */
const groupsOf = (body: string): Map<string, string>[] =>
  body
    .split(/\n[ \t]*\n/)
    .map(readHeaders)
    .filter((group) => group.size > 0);

interface Said {
  readonly action: string;
  readonly status: string;
}

const WORST = ['failed', 'delayed', 'expanded', 'relayed', 'delivered'];
const rank = ({ action }: Said): number => {
  const at = WORST.indexOf(action);
  return at < 0 ? WORST.length : at;
};

function saidOf(group: ReadonlyMap<string, string>): Said | null {
  const action = /^[a-z]+/.exec((group.get('action') ?? '').toLowerCase())?.[0] ?? '';
  const told = /\b([245]\.\d{1,3}\.\d{1,3})\b/;
  const diagnostic = group.get('diagnostic-code') ?? '';
  const status = told.exec(group.get('status') ?? '')?.[1] ?? told.exec(diagnostic)?.[1] ?? '';
  return action === '' && status === '' ? null : { action, status };
}

/** Our letters have one recipient each. Where a report has several groups the worst is told. */
function statusOf(part: Part): Said {
  const said = groupsOf(part.body).flatMap((group) => saidOf(group) ?? []);
  return said.toSorted((a, b) => rank(a) - rank(b))[0] ?? { action: '', status: '' };
}

function ticketIn(parts: readonly Part[], status: Part | undefined): string | null {
  for (const group of status ? groupsOf(status.body) : []) {
    const id = ENVELOPE_ID.exec(group.get('original-envelope-id') ?? '')?.[1];
    if (id) return id.toLowerCase();
  }
  for (const { headers, body } of parts) {
    for (const value of headers.values()) {
      const found = TICKET.exec(value)?.[1];
      if (found) return found.toLowerCase();
    }
    const found = TICKET.exec(body)?.[1];
    if (found) return found.toLowerCase();
  }
  return null;
}

/**
 * Reads what a post office or a mail program sends about a letter. Any bytes do: what is no report is told as
 * `other`, and nothing is thrown.
 *
 * Who is meant is told by the ticket alone, 128 random bits that only the letter carried. Names of recipients in the
 * report are not read: anybody can write those.
 * @param envelopeTicket what stood before the @ of the address it came to, where that is known
 */
export function readMailReport(
  bytes: Uint8Array,
  envelopeTicket: string | null = null,
): MailReport {
  const cut = bytes.subarray(0, SIZE_MAX);
  const hash = createHash('sha256').update(cut).digest('base64url');
  const text = Buffer.from(cut).toString('latin1').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
  const parts = partsOf(readPart(text));
  const complaint = parts.find((part) => typeOf(part) === 'message/feedback-report');
  const status = parts.find((part) =>
    ['message/delivery-status', 'message/global-delivery-status'].includes(typeOf(part)),
  );
  const ticket = envelopeTicket?.toLowerCase() ?? ticketIn(parts, status ?? complaint);
  if (complaint) return { ticket, form: 'complaint', action: '', status: '', hash };
  if (!status) return { ticket, form: 'other', action: '', status: '', hash };
  return { ticket, form: 'dsn', ...statusOf(status), hash };
}

/** Messages of a file: one, or many as a mailbox file (`From ` lines) has them. */
export function messagesIn(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  if (!text.startsWith('From ')) return [bytes];
  return text
    .split(/^From [^\n]*\n/m)
    .filter((message) => message.trim() !== '')
    .map((message) => Buffer.from(message.replace(/^>(>*From )/gm, '$1'), 'latin1'));
}
