import { defineQuery, type Context } from '@otklik/kernel';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { PUBLIC_STATES } from '../model.ts';
import { listSystemic as input } from '../schema.ts';
import { systemicIn } from '../store/systemic.ts';
import { systemicLine } from '../view.ts';

/** Public systemic cases, the newest first: of the region, a district or okrug, or a clinic. The same for everybody. */
export const listSystemic = defineQuery({
  name: 'systemic.list-systemic',
  input,
  policy: async ({ tx, input: { clinic } }: Context<z.output<typeof input>>) =>
    clinic ? (await clinicByCode(tx, clinic)).id : null,
  async handle({ tx, subject: clinicId, input: { district, state, page, limit } }) {
    const asked = systemicIn(tx)
      .where('state', 'in', state ? [state] : PUBLIC_STATES)
      .where('opened_at', 'is not', null)
      .$if(clinicId !== null, (q) => q.where('clinic_id', '=', clinicId!))
      .$if(district !== undefined && clinicId === null, (q) =>
        q.where((eb) => eb.or([eb('district_id', '=', district!), eb('okrug_id', '=', district!)])),
      );
    const { total } = await asked
      .clearSelect()
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await asked
      .orderBy('opened_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset((page - 1) * limit)
      .execute();
    const systemic = [];
    for (const row of rows) systemic.push(await systemicLine(tx, row));
    return { total, page, pages: Math.max(1, Math.ceil(total / limit)), systemic };
  },
});
