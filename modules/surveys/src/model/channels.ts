import { z } from 'zod';

/** Ways in which somebody is written to. */
export const CHANNELS = ['mail', 'sms', 'messenger'] as const;
export type Channel = (typeof CHANNELS)[number];
/** Those beside a letter. */
export type MessageChannel = Exclude<Channel, 'mail'>;
export const MESSAGE_CHANNELS = ['sms', 'messenger'] as const satisfies readonly MessageChannel[];

/** E.164, as a visit tells it and as it is kept: a Russian number may begin with 8. */
export function normalisePhone(typed: string): string | null {
  const digits = typed.replace(/[\s().-]/g, '');
  const full = /^8\d{10}$/.test(digits) ? `+7${digits.slice(1)}` : digits;
  return /^\+[1-9]\d{9,14}$/.test(full) ? full : null;
}

/** How a person can be reached; what they did not agree to is not here. */
export interface Contact {
  readonly email?: string | undefined;
  /** E.164. */
  readonly sms?: string | undefined;
  /** A messenger's own name for the talk with its bot. */
  readonly messenger?: string | undefined;
}

export const contactFields = {
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(5).max(30).optional(),
  messenger: z
    .string()
    .regex(/^[\w:@.+-]{1,64}$/)
    .optional(),
};

/** What an address is found again by: a telephone and a messenger's name never meet a letter's address. */
export const indexed = (channel: MessageChannel, address: string): string =>
  `${channel}:${address}`;

/**
 * By which way somebody is written to: the one they prefer where it is open to them, else the first of the region's
 * list. Null: by none.
 */
export function channelFor(
  open: ReadonlySet<Channel>,
  prefers: Channel | null,
  allowed: readonly Channel[],
): Channel | null {
  const may = allowed.filter((one) => open.has(one));
  return prefers && may.includes(prefers) ? prefers : (may[0] ?? null);
}
