import { z } from '@hono/zod-openapi';
import type { PublishedHead } from '@otklik/act-log';
import type { AuditKey } from '@otklik/kernel';

export const headsQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(400).default(31).openapi({
    description: 'How many heads, newest first.',
  }),
  before: z.iso.date().optional().openapi({
    description: 'Only heads of days before this one: the `day` of the last head you have.',
  }),
});

export const headList = z
  .strictObject({
    heads: z.array(
      z
        .strictObject({
          region: z.string().openapi({ example: 'RU-MOW' }),
          day: z.iso.date().openapi({ description: 'The day of signing, UTC.' }),
          seq: z.number().int().openapi({ description: 'Number of the last row of the chain.' }),
          hash: z.string().openapi({ description: 'Hash of that row, SHA-256, hexadecimal.' }),
          signature: z.string().openapi({
            description:
              'Ed25519 over the UTF-8 text `region day seq hash`, one space between the parts; base64url.',
          }),
          key_id: z.string().nullable().openapi({
            description: 'Which of the published keys signed; null in heads older than this field.',
          }),
        })
        .openapi('ActLogHead'),
    ),
  })
  .openapi('ActLogHeads');

export const keyList = z
  .strictObject({
    keys: z.array(
      z
        .strictObject({
          id: z.string().openapi({
            description:
              'The first 16 hexadecimal digits of SHA-256 over the key in DER form (SubjectPublicKeyInfo).',
          }),
          algorithm: z.literal('Ed25519'),
          public_key_pem: z.string(),
        })
        .openapi('ActLogKey'),
    ),
  })
  .openapi('ActLogKeys');

export const toHeadList = (heads: readonly PublishedHead[]): z.output<typeof headList> => ({
  heads: heads.map(({ region, day, seq, hash, signature, keyId }) => ({
    region,
    day,
    seq,
    hash,
    signature,
    key_id: keyId,
  })),
});

export const toKeyList = (keys: readonly AuditKey[]): z.output<typeof keyList> => ({
  keys: keys.map(({ id, publicKeyPem }) => ({
    id,
    algorithm: 'Ed25519',
    public_key_pem: publicKeyPem,
  })),
});
