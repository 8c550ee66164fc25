import { holdersOf } from '@otklik/accounts';
import type { Reach, Tx } from '@otklik/kernel';
import type { Rung } from './model/ladder.ts';
import type { CaseRow } from './store/cases.ts';

const clinicSide = (row: CaseRow): Reach[] => [
  { kind: 'clinic', id: row.clinic_id },
  ...(row.organisation_id ? [{ kind: 'organisation' as const, id: row.organisation_id }] : []),
];

const above = (row: CaseRow): Reach[] => [
  { kind: 'region' },
  ...[row.district_id, row.okrug_id]
    .filter((id) => id !== null)
    .map((id) => ({ kind: 'district' as const, id })),
];

/** Who stands on a rung of the ladder for a case: the ids of their contacts. */
export async function holdersOn(tx: Tx, row: CaseRow, rung: Rung): Promise<string[]> {
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
  }
}
