import { z } from '@hono/zod-openapi';
import type { FilingDay } from '@otklik/act-log';

const hash = z.string().openapi({ description: 'SHA-256, hexadecimal.' });

export const filingDay = z
  .strictObject({
    region: z.string().openapi({ example: 'RU-MOW' }),
    day: z.iso.date().openapi({ description: 'UTC. No day is left out, an empty one neither.' }),
    count: z.number().int().openapi({ description: 'Messages that their authors confirmed.' }),
    total: z.number().int().openapi({ description: 'With all days before.' }),
    root: hash.openapi({
      description: 'Root of the tree of RFC 9162, section 2.1, over the hashes in ascending order.',
    }),
    prev: hash.openapi({ description: '`hash` of the day before; 64 zeros for the first.' }),
    hash: hash.openapi({ description: 'SHA-256 of the signed text.' }),
    signature: z.string().openapi({
      description:
        'Ed25519 over the UTF-8 text `otklik-filings/1 region day count total root prev`; base64url.',
    }),
    key_id: z.string().openapi({ description: 'Which of the published keys signed.' }),
  })
  .openapi('FilingDay');

export const filingDays = z.strictObject({ days: z.array(filingDay) }).openapi('FilingDays');

export const dayFilings = z
  .strictObject({
    day: filingDay,
    leaves: z.array(hash).openapi({
      description: 'In ascending order. Only the author’s proof can tell whose a hash is.',
    }),
  })
  .openapi('FilingsOfDay');

const toDay = ({ keyId, ...day }: FilingDay): z.output<typeof filingDay> => ({
  ...day,
  key_id: keyId,
});

export const toFilingDays = (days: readonly FilingDay[]): z.output<typeof filingDays> => ({
  days: days.map(toDay),
});

export const toDayFilings = (found: {
  readonly day: FilingDay;
  readonly leaves: readonly string[];
}): z.output<typeof dayFilings> => ({ day: toDay(found.day), leaves: [...found.leaves] });
