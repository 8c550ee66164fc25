import { bodiesFor, isAuthor, onClinicSide, reaches } from '@otklik/cases';
import { AppError, defineQuery, grantsOf, type Actor, type Context } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { z } from 'zod';
import { loneHome, type AppealHome } from '../appeal-home.ts';
import { mayDecideAppeals } from '../appeal-steps.ts';
import { viewAppeal } from '../appeal-view.ts';
import { loneAppeal as input } from '../schema-lanes.ts';
import { loneAppealOf } from '../store/lone-appeals.ts';

/** Moderators read what sounds like danger, to act on it. */
const onDuty = (actor: Actor, row: AppealHome): boolean =>
  grantsOf(actor).some(
    (grant) => grant.role === 'moderator' && !onClinicSide(grant) && reaches(grant, row),
  );

/** An appeal that stands by itself, for its author and for those who decide about it; to nobody else it exists. */
export const getAppeal = defineQuery({
  name: 'complaints.get-appeal',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor') throw new AppError('sign-in-required');
    const appeal = await loneAppealOf(tx, number);
    const row = appeal && loneHome(tx, appeal);
    const isOwn = row !== undefined && isAuthor(actor, row);
    const may = row !== undefined && mayDecideAppeals(actor, row);
    if (!appeal || !row || !(isOwn || may || (appeal.danger && onDuty(actor, row))))
      throw new AppError('not-found', { kind: 'appeal' });
    return { row, appeal, isOwn, may };
  },
  async handle({ tx, subject: { row, appeal, isOwn, may } }) {
    return {
      number: row.number,
      path: row.path,
      zone: row.zone,
      audience: isOwn ? ('author' as const) : ('staff' as const),
      clinic: (await clinicsByIds(tx, [row.clinic_id])).get(row.clinic_id) ?? null,
      subject: { ru: row.subject_ru, en: row.subject_en },
      /** Its words sound like danger. */
      danger: appeal.danger && !isOwn,
      erasedAt: appeal.erased_at,
      appeal: await viewAppeal(tx, row, appeal, { may, reads: true }),
      /** Where it may be forwarded, for whoever decides that. */
      bodies: may ? await bodiesFor(tx, row) : [],
    };
  },
  // Only its author and those who work here see it: each look of theirs leaves a trace.
  audit: ({ subject: { appeal, isOwn } }) => (isOwn ? null : { object: appeal.id }),
});
