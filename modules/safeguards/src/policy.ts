import {
  audienceOf,
  isAuthor,
  loadForMove,
  reaches,
  readCase,
  staffGrants,
  type CaseRow,
} from '@otklik/cases';
import {
  AppError,
  grantsOf,
  isAppError,
  type Actor,
  type Context,
  type Grant,
  type Tx,
} from '@otklik/kernel';
import { reportById } from './store/reports.ts';

interface OnCase {
  readonly number: string;
}

/** The author, by account or receipt; the case is locked. To others it does not exist. @throws AppError not-found */
export async function author({ tx, actor, input }: Context<OnCase>): Promise<CaseRow> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const { row } = await loadForMove(tx, { number: input.number });
  if (!isAuthor(actor, row)) throw new AppError('not-found', { kind: 'case' });
  if (row.erased_at !== null) throw new AppError('move-impossible', { reason: 'erased' });
  return row;
}

/** Nobody may learn from an answer which unpublished numbers exist: absent until it is known who asks. */
const caseOrNull = (tx: Tx, number: string): Promise<CaseRow | null> =>
  readCase(tx, { number }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  });

/** Whether the actor answers for the clinic of the case, or heads it. */
const answers = (actor: Actor, row: CaseRow): boolean =>
  grantsOf(actor).some(
    (grant) => reaches(grant, row) && (grant.role === 'executor' || grant.role === 'head'),
  );

/** The author of a message, or the clinic's answerer and head once it is with them. */
export async function authorOrClinic({ tx, actor, input }: Context<OnCase>) {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const row = await caseOrNull(tx, input.number);
  if (row && isAuthor(actor, row)) return { row, eye: 'author' as const };
  staffGrants(actor);
  if (!row) throw new AppError('not-found', { kind: 'case' });
  return { row: clinicOf(actor, row), eye: 'clinic' as const };
}

/** The clinic's answerer or head. @throws AppError sign-in-required, second-factor-required, forbidden, not-found */
export async function clinicSide({ tx, actor, input }: Context<OnCase>): Promise<CaseRow> {
  staffGrants(actor);
  return clinicOf(actor, await readCase(tx, { number: input.number }));
}

function clinicOf(actor: Actor, row: CaseRow): CaseRow {
  staffGrants(actor);
  audienceOf(actor, row);
  const gone = row.state === 'withdrawn' || row.state === 'redirected';
  const with_clinic = row.published_at !== null && !gone;
  if (!with_clinic || isAuthor(actor, row) || !answers(actor, row)) throw new AppError('forbidden');
  return row;
}

/** A controller of the department: one whose grant reaches a clinic or organisation stands too near. */
const isDepartments = ({ role, reach }: Grant): boolean =>
  role === 'controller' && (reach.kind === 'region' || reach.kind === 'district');

/** A controller of the department. @throws AppError sign-in-required, second-factor-required, forbidden */
export function controller({ actor }: { readonly actor: Actor }): string {
  const grants = staffGrants(actor);
  if (actor.kind !== 'person' || !grants.some(isDepartments)) throw new AppError('forbidden');
  return actor.personId;
}

/** Whether the actor is a controller of the department for this case, and not its author. */
export const controls = (actor: Actor, row: CaseRow): boolean =>
  !isAuthor(actor, row) &&
  grantsOf(actor).some((grant) => isDepartments(grant) && reaches(grant, row));

/** A controller who reaches the case of a report. To others the report does not exist. @throws AppError not-found */
export async function controllerOf({ tx, actor, input }: Context<{ readonly id: string }>) {
  const personId = controller({ actor });
  const report = await reportById(tx, input.id);
  const row = await readCase(tx, { id: report.case_id });
  if (!controls(actor, row)) throw new AppError('not-found', { kind: 'pressure-report' });
  return { report, row, personId };
}
