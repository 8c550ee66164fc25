import { onClinicSide, readCase, staffGrants, type CaseRow } from '@otklik/cases';
import {
  AppError,
  type Actor,
  type Context,
  type Grant,
  type StaffRole,
  type Tx,
} from '@otklik/kernel';
import { grantsWithRole, reachesAny } from './reaching.ts';
import { sampleById, touchedBy, type SampleRow } from './store/samples.ts';

/** Who looks at figures: whoever runs or checks the region sees the whole, a moderator the own beside it. */
export interface Looker {
  readonly personId: string;
  readonly isModerator: boolean;
}

/** A member of the staff with this role for the region. @throws AppError sign-in-required, second-factor-required, forbidden */
export function inRole(actor: Actor, role: StaffRole): { personId: string; grants: Grant[] } {
  const grants = grantsWithRole(staffGrants(actor), role);
  if (actor.kind !== 'person' || grants.length === 0) throw new AppError('forbidden');
  return { personId: actor.personId, grants };
}

/** A moderator. @throws AppError as `inRole` */
export const moderator = ({ actor }: { readonly actor: Actor }) => inRole(actor, 'moderator');

/** Only the installation's own clock. @throws AppError forbidden */
export function clockOnly({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}

const WHOLE: readonly StaffRole[] = ['coordinator', 'controller', 'administrator'];

/** Whoever may see the figures. @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayLook({ actor }: { readonly actor: Actor }): Looker {
  const grants = staffGrants(actor).filter((grant) => !onClinicSide(grant));
  const isModerator = grants.some(({ role }) => role === 'moderator');
  const sees = grants.some(({ role, reach }) => WHOLE.includes(role) && reach.kind === 'region');
  if (actor.kind !== 'person' || !(sees || isModerator)) throw new AppError('forbidden');
  return { personId: actor.personId, isModerator };
}

/** The rules are the region's. @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayEditRules({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  const runs = staffGrants(actor).some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );
  if (!runs) throw new AppError('forbidden');
}

export interface OnSample {
  readonly sample: SampleRow;
  readonly row: CaseRow;
  readonly personId: string;
}

/**
 * Whether somebody may still judge a sample that they took: grants and cases change in half an hour. It is in their
 * reach, and they neither wrote the words nor moved the case since.
 */
export const mayStillJudge = async (
  tx: Tx,
  personId: string,
  grants: readonly Grant[],
  sample: SampleRow,
  row: CaseRow,
): Promise<boolean> =>
  row.author_id !== personId && reachesAny(grants, row) && !(await touchedBy(tx, sample, personId));

/**
 * A sample that the moderator holds and may still judge. To others it does not exist.
 * @throws AppError not-found, forbidden
 */
export async function holder({
  tx,
  actor,
  input,
}: Context<{ readonly sampleId: string }>): Promise<OnSample> {
  const { personId, grants } = moderator({ actor });
  const sample = await sampleById(tx, input.sampleId, true);
  const absent = (): AppError => new AppError('not-found', { kind: 'sample' });
  if (sample.held_by !== personId || sample.state === 'void') throw absent();
  const row = await readCase(tx, { id: sample.case_id });
  if (sample.state === 'waiting' && !(await mayStillJudge(tx, personId, grants, sample, row)))
    throw absent();
  return { sample, row, personId };
}

/**
 * A controller who reaches the case of a difference and is neither of the two who judged it, nor its author.
 * @throws AppError not-found, forbidden
 */
export async function controllerOf({
  tx,
  actor,
  input,
}: Context<{ readonly sampleId: string }>): Promise<OnSample> {
  const { personId, grants } = inRole(actor, 'controller');
  const sample = await sampleById(tx, input.sampleId, true);
  const row = await readCase(tx, { id: sample.case_id });
  const isOwn =
    sample.first_by === `person:${personId}` ||
    sample.judged_by === personId ||
    row.author_id === personId;
  if (sample.agrees !== false || isOwn || !reachesAny(grants, row))
    throw new AppError('not-found', { kind: 'sample' });
  return { sample, row, personId };
}
