import { refuseProven } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { joinCases } from '../join.ts';
import { tellAuthors, tellClinic } from '../letters.ts';
import { mayOpen } from '../policy.ts';
import { openSystemic as input } from '../schema.ts';
import { causeOf } from '../store/causes.ts';
import { startPlanClock } from '../store/clocks.ts';
import { insertSystemic, lockLiving, moveSystemic } from '../store/systemic.ts';

/**
 * Joins messages of one clinic and cause into one public case; one that evidence has proposed is taken up. Each
 * message keeps its text, clock, answer and verdict; the clinic owes one plan of change within the term.
 */
export const openSystemic = defineCommand({
  name: 'systemic.open-systemic',
  input,
  policy: mayOpen,
  async handle({ tx, actor, subject: { clinic, personId, role }, input: asked }) {
    // It is public at once: a number that belongs to a person for life has no place in it.
    refuseProven(false, asked.titleRu, asked.titleEn, asked.whyRu, asked.whyEn);
    await causeOf(tx, asked.cause);
    const living = await lockLiving(tx, clinic.id, asked.cause);
    if (living && living.state !== 'proposed')
      throw new AppError('already-exists', { what: 'systemic', number: living.number });
    const row = living ?? (await insertSystemic(tx, clinic, asked.cause));
    const ids = await joinCases(tx, actor, row, asked.cases);
    const opened = await moveSystemic(tx, actor, row, 'open', {
      role,
      title_ru: asked.titleRu,
      title_en: asked.titleEn || null,
      why_ru: asked.whyRu,
      why_en: asked.whyEn || null,
      opened_at: tx.now,
      opened_by: personId,
      ...(await startPlanClock(tx, row)),
    });
    await tellAuthors(tx, opened, 'systemic-joined', ids);
    await tellClinic(tx, opened, 'systemic-plan-asked');
    return { number: row.number, state: opened.state };
  },
  audit: ({ output }) => ({ object: output.number, after: 'open' }),
});
