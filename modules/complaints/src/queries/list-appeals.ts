import { onClinicSide, staffGrants } from '@otklik/cases';
import { AppError, defineQuery, type Actor, type Grant } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { listAppeals as input } from '../schema-lanes.ts';
import { appealsWithin } from '../store/appeals.ts';

/** The region's coordinators: never the clinic's side. @throws AppError forbidden and as `staffGrants` */
function coordinates({ actor }: { readonly actor: Actor }): Grant[] {
  const grants = staffGrants(actor).filter(
    (grant) => grant.role === 'coordinator' && !onClinicSide(grant),
  );
  if (grants.length === 0) throw new AppError('forbidden');
  return grants;
}

/** The appeals under 59-FZ that this coordinator decides about, the earliest deadline first. */
export const listAppeals = defineQuery({
  name: 'complaints.list-appeals',
  input,
  policy: coordinates,
  async handle({ tx, actor, subject: grants, input: { which, limit } }) {
    const own = actor.kind === 'person' ? actor.personId : null;
    const rows = await appealsWithin(tx, grants, { which, limit, notBy: own });
    const clinics = await clinicsByIds(tx, [...new Set(rows.map((row) => row.clinic_id))]);
    return {
      which,
      appeals: rows.map((row) => ({
        number: row.number,
        /** Filed with no complaint before it: it has a page of its own. */
        isAlone: row.case_id === null,
        state: row.state,
        registrationNumber: row.registration_number,
        subject: { ru: row.subject_ru, en: row.subject_en },
        clinic: clinics.get(row.clinic_id) ?? null,
        zone: row.zone,
        filedAt: row.filed_at,
        dueAt: row.due_at,
        late: row.due_at !== null && row.closed_at === null && tx.now > row.due_at,
      })),
    };
  },
});
