import { onClinicSide, reaches, staffGrants } from '@otklik/cases';
import { defineQuery, grantsOf, type Actor } from '@otklik/kernel';
import { asCase, mayRead } from '../policy.ts';
import { onSystemic as input } from '../schema.ts';
import type { SystemicRow } from '../store/systemic.ts';
import { deskPart, systemicView } from '../view.ts';

/** The parts of the desk that the reader's grants give at this clinic. */
function partsOf(actor: Actor, row: SystemicRow): string[] {
  const roles = grantsOf(actor)
    .filter((grant) => reaches(grant, asCase(row)))
    .filter((grant) => grant.role === 'executor' || grant.role === 'head' || !onClinicSide(grant))
    .map(({ role }) => role as string);
  return [...new Set(roles)];
}

/**
 * One systemic case: everybody reads what is public of it, the clinic and the region's staff what waits besides.
 * Hidden and unknown answer alike. @throws AppError not-found
 */
export const getSystemic = defineQuery({
  name: 'systemic.get-systemic',
  input,
  policy: mayRead,
  async handle({ tx, actor, subject: { row, eye } }) {
    const systemic = await systemicView(tx, row);
    if (eye === 'public') return { eye, systemic, desk: null };
    staffGrants(actor);
    return { eye, systemic, desk: { ...(await deskPart(tx, row)), roles: partsOf(actor, row) } };
  },
  audit: ({ subject: { row, eye } }) => (eye === 'public' ? null : { object: row.id }),
});
