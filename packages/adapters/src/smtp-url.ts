import { isIP } from 'node:net';
import { AppError } from '@otklik/kernel';

/**
 * What an SMTP URL means, with TLS on by default.
 * @throws AppError internal when it is not understood; its text is not repeated, it holds a password
 */
export function smtpSettings(smtpUrl: string) {
  const url = URL.parse(smtpUrl);
  const known = url && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname !== '';
  if (!known || [...url.searchParams.keys()].some((key) => key !== 'requireTLS')) {
    throw new AppError('internal', { setting: 'smtpUrl' });
  }
  const secure = url.protocol === 'smtps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const local =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  const asked = url.searchParams.get('requireTLS');
  return {
    host,
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    requireTLS: !secure && (asked === null ? !local : asked !== 'false'),
    ...(url.username === ''
      ? {}
      : {
          auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
        }),
    tls: { minVersion: 'TLSv1.2' as const, ...(isIP(host) ? {} : { servername: host }) },
  };
}
