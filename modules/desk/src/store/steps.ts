import { regionId } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import type { Side, StepKind } from './tables.ts';

/** For so long a step can be taken back. */
export const UNDO_minutes = 60;
const SHOWN_MAX = 10;
/** Steps are forgotten a day later, at the next step of anybody. */
const KEPT_hours = 24;

const minutesAgo = (tx: Tx, minutes: number): Date => new Date(tx.now.getTime() - minutes * 60_000);

export interface NewStep {
  readonly personId: string;
  readonly kind: StepKind;
  readonly caseId?: string;
  readonly side?: Side;
  readonly was?: string | null;
  readonly became?: string | null;
  readonly noteId?: string;
  readonly viewId?: string;
}

/** Remembers a step that can be taken back; gives its id. */
export async function insertStep(tx: Tx, step: NewStep): Promise<string> {
  const region_id = regionId(tx);
  await tx.db
    .deleteFrom('desk_steps')
    .where('region_id', '=', region_id)
    .where('made_at', '<', minutesAgo(tx, KEPT_hours * 60))
    .execute();
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('desk_steps')
    .values({
      region_id,
      id,
      person_id: step.personId,
      kind: step.kind,
      case_id: step.caseId ?? null,
      side: step.side ?? null,
      was: step.was ?? null,
      became: step.became ?? null,
      note_id: step.noteId ?? null,
      view_id: step.viewId ?? null,
      made_at: tx.now,
      undone_at: null,
    })
    .execute();
  return id;
}

/** A person's own step; undefined for anybody else's. */
export const stepOf = (tx: Tx, id: string, personId: string) =>
  tx.db
    .selectFrom('desk_steps')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();

export const isTooOld = (tx: Tx, step: { readonly made_at: Date }): boolean =>
  step.made_at < minutesAgo(tx, UNDO_minutes);

/** @returns false when it was taken back before: of two who try only one does it */
export async function markUndone(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('desk_steps')
    .set({ undone_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What a person did in the last hour and can take back, newest first; at most 10. */
export const recentSteps = (tx: Tx, personId: string) =>
  tx.db
    .selectFrom('desk_steps')
    .leftJoin('cases', (join) =>
      join
        .onRef('cases.region_id', '=', 'desk_steps.region_id')
        .onRef('cases.id', '=', 'desk_steps.case_id'),
    )
    .select(['desk_steps.id', 'desk_steps.kind', 'desk_steps.made_at', 'cases.number'])
    .where('desk_steps.region_id', '=', regionId(tx))
    .where('desk_steps.person_id', '=', personId)
    .where('desk_steps.undone_at', 'is', null)
    .where('desk_steps.made_at', '>=', minutesAgo(tx, UNDO_minutes))
    // A step that was put off and has been made since cannot be taken back.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('desk_delayed_steps')
            .select('desk_delayed_steps.id')
            .whereRef('desk_delayed_steps.region_id', '=', 'desk_steps.region_id')
            .whereRef('desk_delayed_steps.id', '=', 'desk_steps.id')
            .where('desk_delayed_steps.state', '<>', 'waiting'),
        ),
      ),
    )
    .orderBy('desk_steps.made_at', 'desc')
    .orderBy('desk_steps.id', 'desc')
    .limit(SHOWN_MAX)
    .execute();
