import { createPublicKey } from 'node:crypto';
import { readDkimKey } from '@otklik/adapters';
import { isAppError } from '@otklik/kernel';
import type { Settings } from './settings.ts';

interface Told {
  readonly fine: boolean;
  readonly what: string;
  readonly mend?: string;
}

const domainOf = (from: string): string =>
  from.slice(from.lastIndexOf('@') + 1).replace(/>.*$/, '');

function dkimRecord({ dkim }: Settings): Told {
  if (!dkim)
    return { fine: true, what: 'letters are not signed by us (DKIM_*): the mail server should' };
  try {
    const key = createPublicKey(readDkimKey(dkim.keyFile)).export({ type: 'spki', format: 'der' });
    return {
      fine: true,
      what: `DNS: ${dkim.selector}._domainkey.${dkim.domain} TXT "v=DKIM1; k=rsa; p=${key.toString('base64')}"`,
    };
  } catch (error) {
    const reason = isAppError(error) ? String(error.data['reason'] ?? '') : 'not a key';
    return {
      fine: false,
      what: `the key that signs letters cannot be read: ${reason}`,
      mend: 'DKIM_KEY_FILE: an RSA key in PEM that its owner alone may read.',
    };
  }
}

/** Which DNS records make letters of this installation pass as what they are. Text to copy; nothing is looked up. */
export function mailRecords(settings: Settings): Told[] {
  const { mailBounceDomain, mailFrom, smtpUrl } = settings;
  if (!smtpUrl) return [];
  const from = domainOf(mailFrom);
  const senders = [...new Set([from, ...(mailBounceDomain ? [mailBounceDomain] : [])])];
  return [
    ...senders.map((domain) => ({
      fine: true,
      what: `DNS: ${domain} TXT "v=spf1 a:YOUR-MAIL-SERVER -all"`,
    })),
    dkimRecord(settings),
    {
      fine: true,
      what: `DNS: _dmarc.${from} TXT "v=DMARC1; p=quarantine; rua=mailto:YOU@${from}"`,
    },
    mailBounceDomain
      ? { fine: true, what: `DNS: ${mailBounceDomain} MX 10 THIS-MACHINE (reports about letters)` }
      : { fine: true, what: 'MAIL_BOUNCE_DOMAIN is not set: letters that come back are not read' },
  ];
}
