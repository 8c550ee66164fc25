import { defineQuery } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { z } from 'zod';
import { regionRunner } from '../policy-bodies.ts';
import { allBodies, bodyVersions } from '../store/bodies.ts';

/** The bodies that cases may be sent to, the closed ones too, each with how it came to be as it is. */
export const listBodies = defineQuery({
  name: 'cases.list-bodies',
  input: z.strictObject({}),
  policy: regionRunner,
  async handle({ tx }) {
    const bodies = [];
    for (const row of await allBodies(tx)) {
      const contact = row.contact_id && (await addressOf(tx, row.contact_id));
      bodies.push({
        code: row.code,
        nameRu: row.name_ru,
        nameEn: row.name_en,
        url: row.url,
        organisation: row.organisation_id,
        position: row.position,
        email: contact ? contact.email : null,
        closed: row.closed,
        version: row.version,
        history: (await bodyVersions(tx, row.code)).map((one) => ({
          version: one.version,
          changedBy: one.changed_by,
          changedAt: one.changed_at,
          note: one.note,
          content: one.content,
        })),
      });
    }
    return bodies;
  },
  audit: () => ({ object: 'receiving-bodies' }),
});
