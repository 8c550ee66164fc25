import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const text = z.string().trim().min(1);
const domain = z
  .string()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/);

/** Every setting, once: name, type, default. `docs/reference/settings.md` is compared with this table. */
export const environment = z.object({
  OTKLIK_MODE: z.enum(['demo', 'production']).default('demo'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8080),
  HOST: text.default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: text.default(join(ROOT, 'data')),
  DATABASE_URL: text.optional(),
  DATABASE_APP_URL: text.optional(),
  SMTP_URL: text.optional(),
  MAIL_FROM: text.default('Отклик <robot@localhost>'),
  MAIL_REPLY_TO: z.email().optional(),
  MAIL_CONNECTIONS: z.coerce.number().int().min(1).max(20).default(4),
  MAIL_BOUNCE_DOMAIN: domain.optional(),
  MAIL_IN_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  MAIL_IN_HOST: text.default('127.0.0.1'),
  DKIM_DOMAIN: domain.optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{0,60}$/)
    .optional(),
  DKIM_KEY_FILE: text.optional(),
  SMS_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMS_TOKEN: text.optional(),
  SMS_SECRET: z.string().min(32).optional(),
  MESSENGER_URL: z.url({ protocol: /^https?$/ }).optional(),
  MESSENGER_TOKEN: text.optional(),
  MESSENGER_SECRET: z.string().min(32).optional(),
  REGION: z
    .string()
    .regex(/^[A-Z]{2}-[A-Z]{2,3}$/)
    .default('RU-MOW'),
  TRUSTED_PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  OUTBOUND_ALLOW: text.optional(),
  LOG_LEVEL: z.enum(['info', 'warn', 'error']).default('info'),
  METRICS_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  METRICS_HOST: text.default('127.0.0.1'),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/)
    .optional(),
  DISK_FREE_MIN_MB: z.coerce.number().int().min(0).max(1_000_000_000).default(200),
  UNDO_SECONDS: z.coerce.number().int().min(0).max(600).default(60),
  DEMO_SEED: z.enum(['on', 'off']).default('on'),
  CHROMIUM_PATH: text.optional(),
});

export interface GatewaySettings {
  readonly url: string;
  readonly token: string;
  readonly secret: string;
}

export interface Settings {
  readonly mode: 'demo' | 'production';
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseAppUrl: string | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  readonly mailReplyTo: string | undefined;
  /** Letters at once. */
  readonly mailConnections: number;
  /** Where reports about letters come back to. */
  readonly mailBounceDomain: string | undefined;
  /** Our own listener for such reports; there is none without a port. */
  readonly mailIn: { readonly host: string; readonly port: number } | undefined;
  readonly dkim:
    | { readonly domain: string; readonly selector: string; readonly keyFile: string }
    | undefined;
  /** Gateways of text messages and of a messenger's bot; there is none without an address. */
  readonly sms: GatewaySettings | undefined;
  readonly messenger: GatewaySettings | undefined;
  readonly region: string;
  readonly trustedProxyHops: number;
  /** Addresses to which requests may go out although they are not public, each with its one port. */
  readonly outboundAllow: readonly { readonly address: string; readonly port: number }[];
  readonly logLevel: 'info' | 'warn' | 'error';
  /** Where numbers are told, if anywhere. */
  readonly metricsPort: number | undefined;
  readonly metricsHost: string;
  readonly metricsToken: string | undefined;
  /** With less of it free under the data folder the server is not ready. */
  readonly diskFreeMin_MB: number;
  /** So long a moderator's step waits before it is made; 0 makes it at once. */
  readonly undo_s: number;
  /** Whether demo mode fills an empty database. */
  readonly demoSeed: boolean;
  readonly root: string;
}

/** A setting that cannot be used; the message is for the operator and names the variable. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** @throws SettingsError naming the variable and what would be right */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new SettingsError(`Settings cannot be used:\n  ${lines.join('\n  ')}`);
  }
  const e = parsed.data;
  if (e.OTKLIK_MODE === 'production') refuseHalfProduction(e);
  else if (!LOOPBACK.has(e.HOST))
    throw new SettingsError(
      `HOST: demo mode listens on this machine only; it has sign-in links for everybody. Set OTKLIK_MODE=production to listen on ${e.HOST}.`,
    );
  const publicUrl = new URL(e.PUBLIC_URL ?? `http://localhost:${e.PORT}`);
  return {
    mode: e.OTKLIK_MODE,
    port: e.PORT,
    host: e.HOST,
    publicUrl: publicUrl.origin,
    dataDir: resolve(e.DATA_DIR),
    databaseUrl: e.DATABASE_URL,
    databaseAppUrl: e.DATABASE_APP_URL,
    smtpUrl: e.SMTP_URL,
    mailFrom: e.MAIL_FROM,
    ...mailSettings(e),
    sms: gatewayOf('SMS', e),
    messenger: gatewayOf('MESSENGER', e),
    region: e.REGION,
    trustedProxyHops: e.TRUSTED_PROXY_HOPS,
    outboundAllow: innerAddresses(e.OUTBOUND_ALLOW),
    logLevel: e.LOG_LEVEL,
    metricsPort: e.METRICS_PORT,
    metricsHost: e.METRICS_HOST,
    metricsToken: e.METRICS_TOKEN,
    diskFreeMin_MB: e.DISK_FREE_MIN_MB,
    undo_s: e.UNDO_SECONDS,
    demoSeed: e.DEMO_SEED === 'on',
    root: ROOT,
  };
}

function mailSettings(
  e: z.output<typeof environment>,
): Pick<Settings, 'mailReplyTo' | 'mailConnections' | 'mailBounceDomain' | 'mailIn' | 'dkim'> {
  const { DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE } = e;
  const given = [DKIM_DOMAIN, DKIM_SELECTOR, DKIM_KEY_FILE].filter((one) => one !== undefined);
  if (given.length > 0 && given.length < 3)
    throw new SettingsError('DKIM_DOMAIN, DKIM_SELECTOR and DKIM_KEY_FILE go together.');
  if (e.MAIL_IN_PORT !== undefined && !e.MAIL_BOUNCE_DOMAIN)
    throw new SettingsError('MAIL_IN_PORT: needs MAIL_BOUNCE_DOMAIN, the domain of its addresses.');
  return {
    mailReplyTo: e.MAIL_REPLY_TO,
    mailConnections: e.MAIL_CONNECTIONS,
    mailBounceDomain: e.MAIL_BOUNCE_DOMAIN,
    mailIn:
      e.MAIL_IN_PORT === undefined ? undefined : { host: e.MAIL_IN_HOST, port: e.MAIL_IN_PORT },
    dkim:
      DKIM_DOMAIN && DKIM_SELECTOR && DKIM_KEY_FILE
        ? { domain: DKIM_DOMAIN, selector: DKIM_SELECTOR, keyFile: resolve(DKIM_KEY_FILE) }
        : undefined,
  };
}

/** @throws SettingsError when only some of the three are given */
function gatewayOf(
  name: 'SMS' | 'MESSENGER',
  e: z.output<typeof environment>,
): GatewaySettings | undefined {
  const [url, token, secret] = [e[`${name}_URL`], e[`${name}_TOKEN`], e[`${name}_SECRET`]];
  if (url && token && secret) return { url, token, secret };
  if (url || token || secret)
    throw new SettingsError(`${name}_URL, ${name}_TOKEN and ${name}_SECRET go together.`);
  return undefined;
}

/** `10.0.0.5:8443, [fd00::5]:443`: addresses, not names, so that no resolver decides what is inside. */
function innerAddresses(list: string | undefined): Settings['outboundAllow'] {
  return (list ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const [, address = '', port = ''] = /^\[?([^\]]+?)\]?:(\d{1,5})$/.exec(one) ?? [];
      if (!isIP(address) || Number(port) < 1 || Number(port) > 65_535)
        throw new SettingsError(`OUTBOUND_ALLOW: ADDRESS:PORT, comma separated; not ${one}`);
      return { address, port: Number(port) };
    });
}

function refuseHalfProduction(e: z.output<typeof environment>): void {
  const wrong: string[] = [];
  if (!e.PUBLIC_URL)
    wrong.push('PUBLIC_URL: the address people will use, for example https://otklik.example.org');
  else if (new URL(e.PUBLIC_URL).protocol !== 'https:')
    wrong.push('PUBLIC_URL: must begin with https:// in production');
  if (!e.SMTP_URL)
    wrong.push('SMTP_URL: production sends real mail; the demo mailbox exists in demo mode only');
  if (wrong.length > 0)
    throw new SettingsError(`Production mode does not start:\n  ${wrong.join('\n  ')}`);
}
