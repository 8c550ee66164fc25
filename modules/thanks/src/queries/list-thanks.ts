import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { listThanks as input } from '../schema.ts';
import { thanksIn } from '../store/thanks.ts';
import { publicThanks } from '../view.ts';

/** Published thanks, the newest first: of the region, a district or okrug, or a clinic. The same for everybody. */
export const listThanks = defineQuery({
  name: 'thanks.list-thanks',
  input,
  policy: async ({ tx, input: { clinic } }: Context<z.output<typeof input>>) =>
    clinic ? (await clinicByCode(tx, clinic)).id : null,
  async handle({ tx, subject: clinicId, input: { district, page, limit } }) {
    const asked = thanksIn(tx)
      .where('published_at', 'is not', null)
      .where('text_public', 'is not', null)
      .$if(clinicId !== null, (q) => q.where('clinic_id', '=', clinicId!))
      .$if(district !== undefined && clinicId === null, (q) =>
        q.where((eb) => eb.or([eb('district_id', '=', district!), eb('okrug_id', '=', district!)])),
      );
    const { total } = await asked
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await asked
      .orderBy('published_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute();
    const thanks = [];
    for (const row of rows) thanks.push(await publicThanks(tx, row));
    return { total, page, pages: Math.max(1, Math.ceil(total / limit)), thanks };
  },
});
