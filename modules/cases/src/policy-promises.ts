import { AppError, grantsOf, type Actor, type Context, type Grant, type Tx } from '@otklik/kernel';
import { isAuthor, onClinicSide, reaches, staffGrants } from './policy.ts';
import { readCase, type CaseRow } from './store/cases.ts';
import { promiseForAct, type CasePromiseRow } from './store/promises.ts';
import { audienceOf } from './view.ts';

interface Asked {
  readonly number: string;
  readonly promise: string;
}

export interface Promised {
  readonly row: CaseRow;
  readonly promise: CasePromiseRow;
}

async function promiseOf(tx: Tx, { number, promise: id }: Asked): Promise<Promised> {
  const row = await readCase(tx, { number });
  const promise = await promiseForAct(tx, row.id, id);
  if (!promise) throw new AppError('not-found', { kind: 'promise' });
  return { row, promise };
}

/** Its author, by account or by receipt: to nobody else does an unpublished case exist. @throws AppError */
export async function mayJudgePromise({ tx, actor, input }: Context<Asked>): Promise<Promised> {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  const row = await readCase(tx, { number: input.number });
  if (!isAuthor(actor, row)) {
    audienceOf(actor, row);
    throw new AppError('forbidden');
  }
  return promiseOf(tx, input);
}

/** The grants by which somebody answers for the clinic that promised. */
const answersFor = (actor: Actor, { row, promise }: Promised): Grant[] =>
  grantsOf(actor).filter(
    (grant) =>
      (grant.role === 'executor' || grant.role === 'head') &&
      reaches(grant, {
        ...row,
        clinic_id: promise.clinic_id,
        district_id: promise.district_id,
        okrug_id: promise.okrug_id,
        organisation_id: promise.organisation_id,
      }),
  );

/** Whoever answers for the clinic that promised, wherever the case is now. @throws AppError */
export async function mayReportPromise({ tx, actor, input }: Context<Asked>): Promise<Promised> {
  staffGrants(actor);
  const row = await readCase(tx, { number: input.number });
  audienceOf(actor, row);
  const found = await promiseOf(tx, input);
  if (isAuthor(actor, row) || answersFor(actor, found).length === 0)
    throw new AppError('forbidden');
  return found;
}

/** The clock itself. @throws AppError forbidden, not-found */
export async function onlyTime({ tx, actor, input }: Context<Asked>): Promise<Promised> {
  if (actor.kind !== 'system') throw new AppError('forbidden');
  return promiseOf(tx, input);
}

/**
 * Who sees the list of promises: the clinic's side, and those above it. Moderators and controllers have no
 * part in keeping them.
 * @throws AppError sign-in-required, second-factor-required, forbidden
 */
export function promiseWatcher({ actor }: { readonly actor: Actor }): readonly Grant[] {
  const grants = staffGrants(actor).filter(
    (grant) =>
      onClinicSide(grant) || grant.role === 'coordinator' || grant.role === 'administrator',
  );
  if (grants.length === 0) throw new AppError('forbidden');
  return grants;
}
