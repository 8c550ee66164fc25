import { AppError, defineCommand, newId, type Context } from '@otklik/kernel';
import { dangerIn, regionId } from '@otklik/cases';
import { contactFor } from '@otklik/notices';
import type { z } from 'zod';
import { tellDutyOfWish } from '../danger-letter.ts';
import { sendWish as input } from '../topic-schema.ts';

/**
 * Takes what fits no topic, or is about a clinic that is not in the list. It goes to a moderator and
 * feeds the list of wanted topics; the text is sealed like that of a complaint. Where it sounds like danger
 * the duty is told at once.
 */
export const sendWish = defineCommand({
  name: 'complaints.send-wish',
  input,
  proofOfWork: true,
  limits: [
    { per: 'origin', count_max: 20, window_s: 3600, actors: ['visitor', 'receipt'] },
    { per: 'principal', count_max: 20, window_s: 3600, actors: ['person'] },
  ],
  policy({ actor }: Context<z.output<typeof input>>) {
    if (actor.kind === 'system' || actor.kind === 'key') throw new AppError('forbidden');
  },
  async handle({ tx, actor, input: { kind, clinic, text, email, locale } }) {
    const id = newId(tx.now.getTime());
    const danger = dangerIn(text).length > 0;
    const data_key_id = await tx.vault.newKey();
    const place = { table: 'wishes', column: 'text_sealed', row: id };
    await tx.db
      .insertInto('wishes')
      .values({
        region_id: regionId(tx),
        id,
        kind,
        clinic_code: clinic ?? null,
        data_key_id,
        text_sealed: await tx.vault.seal(data_key_id, place, text),
        contact_id:
          actor.kind === 'person'
            ? actor.personId
            : email
              ? await contactFor(tx, { email, locale })
              : null,
        danger,
        outcome: null,
        label: null,
        created_at: tx.now,
        settled_at: null,
        settled_by: null,
      })
      .execute();
    if (danger) await tellDutyOfWish(tx);
    return { id };
  },
  audit: ({ input: { kind }, output }) => ({ object: output.id, after: kind }),
});
