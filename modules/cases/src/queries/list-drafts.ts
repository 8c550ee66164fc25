import { AppError, defineQuery, type Actor, type Grant } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { z } from 'zod';
import { staffGrants } from '../policy.ts';
import { draftsToSign } from '../store/drafts.ts';

const LIMIT = 100;

/** Whoever answers for a clinic. @throws AppError sign-in-required, second-factor-required, forbidden */
function answerer({ actor }: { readonly actor: Actor }): Grant[] {
  const grants = staffGrants(actor).filter(({ role }) => role === 'executor' || role === 'head');
  if (grants.length === 0) throw new AppError('forbidden');
  return grants;
}

/** Answers that wait for a signature in one's own clinics, the earliest deadline first; and these clinics. */
export const listDrafts = defineQuery({
  name: 'cases.list-drafts',
  input: z.strictObject({}),
  policy: answerer,
  async handle({ tx, subject: grants }) {
    const own = grants.flatMap(({ reach }) => (reach.kind === 'clinic' ? [reach.id] : []));
    const rows = await draftsToSign(tx, grants, LIMIT);
    const clinics = await clinicsByIds(tx, [
      ...new Set([...own, ...rows.map((row) => row.clinic_id)]),
    ]);
    return {
      clinics: [...new Set(own)].flatMap((id) => clinics.get(id) ?? []),
      drafts: rows.map((row) => ({
        number: row.number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        clinic: clinics.get(row.clinic_id) ?? null,
        dueAt: row.due_at,
        zone: row.zone,
        version: row.version,
        state: row.state,
        writtenAt: row.written_at,
      })),
    };
  },
});
