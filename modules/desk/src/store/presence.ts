import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import type { Side } from './tables.ts';

/** For so long after a view the page counts as open. */
export const OPEN_minutes = 10;

const oldest = (tx: Tx): Date => new Date(tx.now.getTime() - OPEN_minutes * 60_000);

/** Notes that somebody looks at a case now and since when, and forgets every look of the region that is too old. */
export async function beat(
  tx: Tx,
  {
    caseId,
    side,
    personId,
    version,
  }: { caseId: string; side: Side; personId: string; version: number },
): Promise<void> {
  const region_id = regionId(tx);
  await tx.db
    .deleteFrom('desk_presence')
    .where('region_id', '=', region_id)
    .where('seen_at', '<', oldest(tx))
    .execute();
  await tx.db
    .insertInto('desk_presence')
    .values({
      region_id,
      case_id: caseId,
      person_id: personId,
      side,
      seen_at: tx.now,
      since: tx.now,
      version,
    })
    .onConflict((conflict) =>
      conflict.columns(['region_id', 'case_id', 'person_id']).doUpdateSet((eb) => ({
        side,
        seen_at: tx.now,
        version,
        // Moved since, the case asks for another decision, and the looking begins anew.
        since: eb
          .case()
          .when('desk_presence.version', '=', version)
          .then(eb.fn.coalesce('desk_presence.since', eb.val(tx.now)))
          .else(tx.now)
          .end(),
      })),
    )
    .execute();
}

/** Who else of this side opened the case in the last ten minutes, latest first. */
export const othersAt = (
  tx: Tx,
  { caseId, side, personId }: { caseId: string; side: Side; personId: string },
) =>
  tx.db
    .selectFrom('desk_presence')
    .select(['person_id', 'seen_at'])
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('side', '=', side)
    .where('person_id', '!=', personId)
    .where('seen_at', '>=', oldest(tx))
    .orderBy('seen_at', 'desc')
    .execute();
