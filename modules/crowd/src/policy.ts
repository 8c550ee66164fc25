import {
  AppError,
  grantsOf,
  requireGrant,
  requirePerson,
  type Actor,
  type Context,
  type Grant,
} from '@otklik/kernel';
import { absent, findProposal, type ProposalRow } from './store/proposals.ts';

type Person = Extract<Actor, { kind: 'person' }>;

/** What is public is public. */
export const anybody = (): null => null;

/** Projects are the whole region's, and so is whoever reads proposals. */
const readsProposals = ({ role, reach }: Grant): boolean =>
  role === 'moderator' && reach.kind === 'region';

/** @returns the id of the person @throws AppError sign-in-required, second-factor-required, forbidden */
export const regionModerator = ({ actor }: { readonly actor: Actor }): string =>
  requireGrant(actor, readsProposals);

/** @returns the id of the person @throws AppError sign-in-required, second-factor-required, forbidden */
export const regionAdministrator = ({ actor }: { readonly actor: Actor }): string =>
  requireGrant(actor, ({ role, reach }) => role === 'administrator' && reach.kind === 'region');

/** Whoever is signed in. @throws AppError sign-in-required, forbidden */
export const signedIn = ({ actor }: { readonly actor: Actor }): Person => requirePerson(actor);

export const wroteIt = (actor: Actor, row: ProposalRow): boolean =>
  actor.kind === 'person' && row.author_id !== null && actor.personId === row.author_id;

interface OnProposal {
  readonly number: string;
  readonly version?: number | undefined;
}

function refuseStale({ version }: OnProposal, row: ProposalRow): void {
  if (version !== undefined && version !== row.version)
    throw new AppError('changed-meanwhile', { version: row.version });
}

/**
 * A moderator of the region who did not write it; the row is locked.
 * @throws AppError forbidden, not-found, changed-meanwhile, already-done
 */
export async function mayJudge({ tx, actor, input }: Context<OnProposal>) {
  const personId = regionModerator({ actor });
  const row = await findProposal(tx, input.number, true);
  if (!row) throw absent();
  if (wroteIt(actor, row)) throw new AppError('forbidden');
  refuseStale(input, row);
  if (row.state !== 'waiting') throw new AppError('already-done');
  return { row, personId };
}

/** Its author; to others it does not exist. @throws AppError sign-in-required, not-found, changed-meanwhile */
export async function ownProposal({ tx, actor, input }: Context<OnProposal>): Promise<ProposalRow> {
  signedIn({ actor });
  const row = await findProposal(tx, input.number, true);
  if (!row || !wroteIt(actor, row)) throw absent();
  refuseStale(input, row);
  return row;
}

/** In what part the actor reads it: everybody reads what is shown. @throws AppError not-found */
export async function mayRead({ tx, actor, input }: Context<{ number: string }>) {
  const row = await findProposal(tx, input.number);
  if (!row) throw absent();
  if (wroteIt(actor, row)) return { row, eye: 'author' as const };
  if (grantsOf(actor).some(readsProposals)) return { row, eye: 'moderator' as const };
  if (row.text_public === null) throw absent();
  return { row, eye: 'public' as const };
}

/** @throws AppError forbidden */
export function onlySystem({ actor }: { readonly actor: Actor }): void {
  if (actor.kind !== 'system') throw new AppError('forbidden');
}
