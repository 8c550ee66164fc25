import { holdersOf } from '@otklik/accounts';
import type { Reach, Tx } from '@otklik/kernel';
import type { Rung } from './model/ladder.ts';
import { DECIDED_BY, isSecondExtension, type ProposalKind } from './model/states.ts';
import { clocksOf, type CaseRow } from './store/cases.ts';

const CLINIC_RUNGS: readonly Rung[] = ['executor', 'head', 'organisation'];

const clinicSide = (row: CaseRow): Reach[] => [
  { kind: 'clinic', id: row.clinic_id },
  ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
];

/** Whoever works for the region where the case is. */
const above = (row: CaseRow): Reach[] => [
  { kind: 'region' },
  ...[row.district_id, row.okrug_id]
    .filter((id) => id !== null)
    .map((id) => ({ kind: 'district' as const, id })),
];

/**
 * Who stands on a rung of the ladder for a case: the ids of their contacts. On the clinic's side nobody, as
 * long as the case is not published: the clinic never hears of what it may not see.
 */
export async function holdersOn(tx: Tx, row: CaseRow, rung: Rung): Promise<string[]> {
  if (row.published_at === null && CLINIC_RUNGS.includes(rung)) return [];
  // Where an organisation answers instead of the clinic, every rung below the department is its own.
  const routed = row.routed_to ? [{ kind: 'organisation' as const, id: row.routed_to }] : null;
  switch (rung) {
    case 'executor':
    case 'head':
      return holdersOf(tx, rung, routed ?? clinicSide(row));
    case 'organisation':
      if (routed) return holdersOf(tx, 'coordinator', routed);
      if (!row.organisation_id) return [];
      return holdersOf(tx, 'coordinator', [{ kind: 'organisation', id: row.organisation_id }]);
    case 'department':
      return holdersOf(tx, 'coordinator', above(row));
    case 'moderators':
      return holdersOf(tx, 'moderator', above(row));
    case 'controllers':
      return holdersOf(tx, 'controller', above(row));
  }
}

/** Who decides what a clinic has proposed: of a second extension only a controller does. */
export async function decidersOf(tx: Tx, row: CaseRow, kind: ProposalKind): Promise<Rung[]> {
  if (kind === 'extension' && isSecondExtension(await clocksOf(tx, row.id), row.round))
    return ['controllers'];
  return DECIDED_BY[kind] === 'coordinator' ? ['department'] : ['moderators'];
}
