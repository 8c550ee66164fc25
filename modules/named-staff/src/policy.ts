import {
  audienceOf,
  isAuthor,
  loadForMove,
  onClinicSide,
  reaches,
  readCase,
  rolesIn,
  staffGrants,
  type CaseRow,
} from '@otklik/cases';
import { AppError, grantsOf, isAppError, type Actor, type Context, type Tx } from '@otklik/kernel';
import { postsByIds, type Post } from '@otklik/registry';
import { isWithClinic } from './model.ts';
import { postsOfAccount } from './store/accounts.ts';
import { currentLinks, type LinkRow } from './store/links.ts';

type Person = Extract<Actor, { kind: 'person' }>;
/** Who looks: the author, those who decide for the region, those who answer for the clinic. */
export type Eye = 'author' | 'region' | 'clinic';

interface OnCase {
  readonly number: string;
}
interface OnPerson extends OnCase {
  readonly postId: string;
}

/** Nobody may learn from an answer which unpublished numbers exist: absent until it is known who asks. */
const caseOrNull = (tx: Tx, number: string): Promise<CaseRow | null> =>
  readCase(tx, { number }).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not-found') return null;
    throw error;
  });

/** Whether the actor answers for this clinic, or heads it. */
const answersFor = (actor: Actor, row: CaseRow, heads: boolean): boolean =>
  grantsOf(actor).some(
    (grant) =>
      reaches(grant, row) && (grant.role === 'head' || (!heads && grant.role === 'executor')),
  );

/** Whether the actor heads the clinic of the case. */
export const headsClinicOf = (actor: Actor, row: CaseRow): boolean => answersFor(actor, row, true);

/**
 * Who may see who is named: the author what the author said, a moderator and a controller all, the clinic's
 * answerer and head a settled link. @throws AppError sign-in-required, second-factor-required, forbidden, not-found
 */
export async function mayLook({ tx, actor, input }: Context<OnCase>) {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  if (actor.kind !== 'receipt' && actor.kind !== 'person') throw new AppError('forbidden');
  const row = await caseOrNull(tx, input.number);
  if (row && isAuthor(actor, row)) return { row, eye: 'author' as Eye };
  staffGrants(actor);
  if (!row) throw new AppError('not-found', { kind: 'case' });
  const audience = audienceOf(actor, row);
  if (audience === 'staff' && rolesIn(actor, ['moderator', 'controller'], row).length > 0)
    return { row, eye: 'region' as Eye };
  // Who works for the region and for the clinic at once sees as the region's, and only what that role sees.
  const inside = audience === 'clinic' || audience === 'staff';
  if (inside && row.published_at !== null && answersFor(actor, row, false))
    return { row, eye: 'clinic' as Eye };
  throw new AppError('forbidden');
}

/** A moderator who reaches the case and did not write it; the case is locked. @throws AppError as `mayLook` */
export async function maySettle({ tx, actor, input }: Context<OnCase>) {
  staffGrants(actor);
  if (actor.kind !== 'person') throw new AppError('forbidden');
  const { row } = await loadForMove(tx, { number: input.number });
  audienceOf(actor, row);
  if (rolesIn(actor, ['moderator'], row).length === 0) throw new AppError('forbidden');
  if (row.erased_at !== null) throw new AppError('move-impossible', { reason: 'erased' });
  return { row, personId: actor.personId };
}

type SettledLink = LinkRow & { readonly post_id: string };

/** The settled links that the clinic of the case may know of. */
export const linksForClinic = async (tx: Tx, row: CaseRow): Promise<SettledLink[]> =>
  (await currentLinks(tx, row.id)).filter(
    (link): link is SettledLink => link.post_id !== null && isWithClinic(row, link.clinic_id),
  );

/** The first link that is looked for. @throws AppError not-found */
async function linkWhere(tx: Tx, row: CaseRow, isIt: (postId: string) => boolean) {
  const link = (await linksForClinic(tx, row)).find(({ post_id }) => isIt(post_id));
  if (!link) throw new AppError('not-found', { kind: 'named-link' });
  return link;
}

/** The head of the clinic, about a person of theirs. @throws AppError forbidden, not-found */
export async function mayTell({ tx, actor, input }: Context<OnPerson>) {
  staffGrants(actor);
  const { row } = await loadForMove(tx, { number: input.number });
  audienceOf(actor, row);
  if (!headsClinicOf(actor, row) || isAuthor(actor, row)) throw new AppError('forbidden');
  return { row, link: await linkWhere(tx, row, (postId) => postId === input.postId) };
}

/** The head of the clinic of a post. @throws AppError forbidden, not-found */
export async function headOfPost({
  tx,
  actor,
  input: { postId },
}: Context<{ readonly postId: string }>): Promise<{ post: Post; personId: string }> {
  staffGrants(actor);
  if (actor.kind !== 'person') throw new AppError('forbidden');
  const heads = grantsOf(actor).filter((grant) => grant.role === 'head' && onClinicSide(grant));
  if (heads.length === 0) throw new AppError('forbidden');
  const post = (await postsByIds(tx, [postId])).get(postId);
  const places = post && {
    clinic_id: post.clinicId,
    organisation_id: post.organisationId,
    district_id: post.districtId,
    okrug_id: post.okrugId,
  };
  if (!post || !heads.some((grant) => reaches(grant, places as CaseRow)))
    throw new AppError('not-found', { kind: 'post' });
  return { post, personId: actor.personId };
}

/** Whoever is signed in; the second factor is not asked, for nothing but the own is shown. */
export function signedIn({ actor }: { readonly actor: Actor }): Person {
  if (actor.kind === 'person') return actor;
  if (actor.kind === 'visitor' || actor.kind === 'receipt') throw new AppError('sign-in-required');
  throw new AppError('forbidden');
}

/**
 * The person named in a message that is with the clinic. To anybody else it does not exist.
 * @throws AppError sign-in-required, forbidden, not-found
 */
export async function personNamed({
  tx,
  actor,
  input: { number, postId },
}: Context<OnCase & Partial<OnPerson>>) {
  const { personId } = signedIn({ actor });
  const { row } = await loadForMove(tx, { number });
  const own = await postsOfAccount(tx, personId);
  const isIt = (id: string): boolean => own.includes(id) && (postId ?? id) === id;
  return { row, link: await linkWhere(tx, row, isIt), personId };
}

const runsRegion = (actor: Actor): boolean =>
  grantsOf(actor).some(
    ({ role, reach }) =>
      (role === 'administrator' || role === 'coordinator') && reach.kind === 'region',
  );

/** The term of an explanation is the region's. @throws AppError sign-in-required, second-factor-required, forbidden */
export function mayEditTerm({ actor }: { readonly actor: Actor }): void {
  if (actor.kind === 'system') return;
  staffGrants(actor);
  if (!runsRegion(actor)) throw new AppError('forbidden');
}
