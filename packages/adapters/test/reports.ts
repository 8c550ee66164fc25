/** Reports in the shapes that post offices give them; every word is ours. */

const T = 'abcdefghijklmnopqrstuvwxyz';
const BACK = `b-${T}@bounce.example.org`;

interface Written {
  readonly name: string;
  readonly text: string;
  readonly form: 'dsn' | 'complaint' | 'other';
  readonly action?: string;
  readonly status?: string;
  readonly ticket?: null;
}

/** A report of three parts, as RFC 6522 has it. */
function report(
  head: string,
  fields: string,
  rest = '',
  { to = BACK, type = 'delivery-status' } = {},
): string {
  return `From: <mailer@mx.example.net>
To: <${to}>
Subject: about your letter
MIME-Version: 1.0
${head}

--b1
Content-Type: text/plain; charset=utf-8

A letter was not delivered to somebody@example.net.

--b1
Content-Type: message/${type}

${fields}

--b1
Content-Type: message/rfc822-headers

${rest || 'Subject: how did it go'}

--b1--
`;
}
const HEAD = 'Content-Type: multipart/report; report-type=delivery-status; boundary="b1"';
const group = (action: string, status: string, more = ''): string =>
  `Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; somebody@example.net
Action: ${action}
Status: ${status}${more}`;

const dsn = (
  name: string,
  action: string,
  status: string,
  text = report(HEAD, group(action, status)),
): Written => ({ name, text, form: 'dsn', action, status });

const feedback = (rest: string, to = BACK): string =>
  report(
    'Content-Type: multipart/report; report-type=feedback-report; boundary=b1',
    'Feedback-Type: abuse\nUser-Agent: Loop/1\nVersion: 1',
    rest,
    { to, type: 'feedback-report' },
  );

export const REPORTS: readonly Written[] = [
  dsn('no such user', 'failed', '5.1.1'),
  dsn('no such domain', 'failed', '5.1.2'),
  dsn('bad syntax of an address', 'failed', '5.1.3'),
  dsn('a mailbox that moved', 'failed', '5.1.6'),
  dsn('a recipient that never was, three digits', 'failed', '5.1.10'),
  dsn('a full mailbox', 'failed', '5.2.2'),
  dsn('a mailbox switched off', 'failed', '5.2.1'),
  dsn('a letter that is too large', 'failed', '5.3.4'),
  dsn('no way to the host', 'failed', '5.4.4'),
  dsn('a refused content', 'failed', '5.6.0'),
  dsn('a policy', 'failed', '5.7.1'),
  dsn('a failed signature', 'failed', '5.7.26'),
  dsn('given up after days', 'failed', '4.4.7'),
  dsn('a busy host, given up', 'failed', '4.3.2'),
  dsn('a delay', 'delayed', '4.4.1'),
  dsn('delivered', 'delivered', '2.0.0'),
  dsn('relayed to where no reports are', 'relayed', '2.0.0'),
  dsn('expanded to a list', 'expanded', '2.0.0'),
  dsn(
    'fields folded over lines, in other cases',
    'failed',
    '5.1.1',
    report(
      'Content-Type: multipart/report;\n boundary=b1;\n report-type="delivery-status"',
      'REPORTING-MTA: dns;\n mx.example.net\n\nFINAL-RECIPIENT:\n rfc822; x@example.net\nACTION:\n failed\nSTATUS:\n\t5.1.1 (no such user)',
    ),
  ),
  dsn(
    'no status field, a code in the words of the other side',
    'failed',
    '5.1.1',
    report(
      HEAD,
      'Reporting-MTA: dns; x\n\nFinal-Recipient: rfc822; x@example.net\nAction: failed\nDiagnostic-Code: smtp; 550-5.1.1 nobody\n 550 5.1.1 here',
    ),
  ),
  dsn(
    'no group of the message',
    'failed',
    '5.1.1',
    report(HEAD, 'Final-Recipient: rfc822; x@example.net\nAction: failed\nStatus: 5.1.1'),
  ),
  dsn(
    'two recipients, the worse is told',
    'failed',
    '5.1.1',
    report(HEAD, `${group('delivered', '2.0.0')}\n\nAction: failed\nStatus: 5.1.1`),
  ),
  dsn(
    'the ticket as the id of the envelope, sent to another address',
    'failed',
    '5.1.1',
    report(HEAD, `Original-Envelope-Id: ${T}\n${group('failed', '5.1.1')}`, '', {
      to: 'postmaster@example.org',
    }),
  ),
  dsn(
    'the ticket in the letter’s own headers alone',
    'failed',
    '5.1.1',
    report(HEAD, group('failed', '5.1.1'), `Return-Path: <${BACK}>`, { to: 'x@example.org' }),
  ),
  dsn(
    'in capitals, as a relay left it',
    'failed',
    '5.1.1',
    report(HEAD, group('failed', '5.1.1'), '', { to: BACK.toUpperCase() }),
  ),
  dsn(
    'the international form',
    'failed',
    '5.1.1',
    report(HEAD, group('failed', '5.1.1'), '', { to: BACK, type: 'global-delivery-status' }),
  ),
  dsn(
    'packed in base64',
    'failed',
    '5.1.1',
    report(HEAD, '').replace(
      'Content-Type: message/delivery-status\n\n\n',
      `Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n${Buffer.from(group('failed', '5.1.1')).toString('base64')}\n`,
    ),
  ),
  dsn(
    'within another multipart',
    'failed',
    '5.1.1',
    `To: <${BACK}>\nContent-Type: multipart/mixed; boundary=out\n\n--out\n${report(HEAD, group('failed', '5.1.1'))}\n--out--\n`,
  ),
  {
    name: 'of somebody else’s letter',
    text: report(HEAD, group('failed', '5.1.1'), '', { to: 'x@example.org' }),
    form: 'dsn',
    action: 'failed',
    status: '5.1.1',
    ticket: null,
  },
  {
    name: 'a complaint, to the letter’s own address',
    text: feedback('Subject: x'),
    form: 'complaint',
  },
  {
    name: 'a complaint, to the address for complaints',
    text: feedback(`Return-Path: <${BACK}>`, 'abuse@bounce.example.org'),
    form: 'complaint',
  },
  {
    name: 'somebody who is away',
    text: `To: <${BACK}>\nAuto-Submitted: auto-replied\nSubject: away\n\nI am away. 5.1.1 is my room.\n`,
    form: 'other',
  },
  {
    name: 'words alone, in the shape of no report',
    text: `To: <${BACK}>\nSubject: failure\n\nUser unknown: 550 5.1.1\n`,
    form: 'other',
  },
  { name: 'nothing', text: '', form: 'other', ticket: null },
];
