import type { Selectable } from 'kysely';
import { regionId } from '@otklik/cases';
import { json } from '@otklik/db';
import { AppError, newId, type Tx } from '@otklik/kernel';
import type { Dates, Direction } from '../model.ts';
import type { ProjectTable } from './tables.ts';

export type ProjectRow = Selectable<ProjectTable>;

export const absentProject = (): AppError => new AppError('not-found', { kind: 'crowd-project' });

export const projectsIn = (tx: Tx) =>
  tx.db.selectFrom('crowd_projects').selectAll().where('region_id', '=', regionId(tx));

/** @param lock holds it against changes until the transaction ends @throws AppError not-found */
export async function projectByCode(tx: Tx, code: string, lock = false): Promise<ProjectRow> {
  const row = await projectsIn(tx)
    .where('code', '=', code)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
  if (!row) throw absentProject();
  return row;
}

export interface NewProject extends Dates {
  readonly code: string;
  readonly titleRu: string;
  readonly titleEn: string;
  readonly goalRu: string;
  readonly goalEn: string;
  readonly hostRu: string;
  readonly hostEn: string;
  readonly directions: readonly Direction[];
  readonly createdBy: string | null;
  readonly demo: boolean;
}

/** @returns its id. A code that is taken is refused by the database. */
export async function insertProject(tx: Tx, project: NewProject): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('crowd_projects')
    .values({
      region_id: regionId(tx),
      id,
      code: project.code,
      title_ru: project.titleRu,
      title_en: project.titleEn,
      goal_ru: project.goalRu,
      goal_en: project.goalEn,
      host_ru: project.hostRu,
      host_en: project.hostEn,
      directions: json(project.directions),
      opens_on: project.opensOn,
      closes_on: project.closesOn,
      created_by: project.createdBy,
      created_at: tx.now,
      demo: project.demo,
    })
    .execute();
  return id;
}

/** Moves the dates of a locked project; with a reason, the move is kept for everybody to read. */
export async function putDates(
  tx: Tx,
  row: ProjectRow,
  { opensOn, closesOn }: Dates,
  by: { readonly personId: string; readonly reason: string | null },
): Promise<void> {
  await tx.db
    .updateTable('crowd_projects')
    .set({ opens_on: opensOn, closes_on: closesOn })
    .where('region_id', '=', regionId(tx))
    .where('id', '=', row.id)
    .execute();
  if (by.reason === null) return;
  await tx.db
    .insertInto('crowd_date_moves')
    .values({
      region_id: regionId(tx),
      id: newId(tx.now.getTime()),
      project_id: row.id,
      opened_before: row.opens_on,
      closed_before: row.closes_on,
      opens_on: opensOn,
      closes_on: closesOn,
      reason: by.reason,
      moved_by: by.personId,
      moved_at: tx.now,
    })
    .execute();
}

const MOVES_MAX = 50;

/** Moves of its dates, the newest first. */
export const movesOf = (tx: Tx, projectId: string) =>
  tx.db
    .selectFrom('crowd_date_moves')
    .select(['opened_before', 'closed_before', 'opens_on', 'closes_on', 'reason', 'moved_at'])
    .where('region_id', '=', regionId(tx))
    .where('project_id', '=', projectId)
    .orderBy('id', 'desc')
    .limit(MOVES_MAX)
    .execute();
