import { holdersOf } from '@otklik/accounts';
import { AppError, grantsOf, type Actor, type Context, type Tx } from '@otklik/kernel';
import { answering } from './answering.ts';
import { basisOf, dateIn, type SigningBasis } from './model/signing.ts';
import { mayMove, reaches, type Movable, type MoveInput } from './policy.ts';
import type { CaseRow } from './store/cases.ts';
import { rightFacts, rightsFor, type SigningRightRow } from './store/signing-rights.ts';

/** By which right somebody signs in a case, and for whom. */
export interface Signs {
  readonly basis: SigningBasis;
  /** Of a deputy, and of whoever was named to sign: name, post, and whom they act for. */
  readonly right: SigningRightRow | null;
}

/** Whether a clinic has a head's account of its own: over exactly this clinic. */
export const hasHead = async (tx: Tx, clinicId: string): Promise<boolean> =>
  (await holdersOf(tx, 'head', [{ kind: 'clinic', id: clinicId }])).length > 0;

/** By which right the actor would sign the clinic's answer in this case, or null. */
export async function signsIn(tx: Tx, actor: Actor, row: CaseRow): Promise<Signs | null> {
  if (actor.kind !== 'person') return null;
  const reaching = grantsOf(actor).filter((grant) => reaches(grant, row));
  if (!reaching.some(({ role }) => role === 'executor' || role === 'head')) return null;
  const all = await rightsFor(tx, row.clinic_id);
  // A right of somebody who has left counts no more: otherwise it would lock the clinic out.
  const there = await answering(
    tx,
    { clinicId: row.clinic_id, around: [row.organisation_id, row.district_id, row.okrug_id] },
    all.map((right) => right.person_id),
  );
  const rows = all.filter(
    (right) => right.person_id === actor.personId || there.has(right.person_id),
  );
  const today = dateIn(row.zone, tx.now);
  const basis = basisOf(
    {
      personId: actor.personId,
      isHead: reaching.some(({ role }) => role === 'head'),
      clinicHasHead: row.routed_to
        ? (await holdersOf(tx, 'head', [{ kind: 'organisation', id: row.routed_to }])).length > 0
        : await hasHead(tx, row.clinic_id),
      // Rights are a clinic's own: who answers instead of it signs by role.
      rights: row.routed_to ? [] : rows.map(rightFacts),
    },
    today,
  );
  if (!basis) return null;
  const kind = basis === 'deputy' ? 'deputy' : 'signer';
  const right =
    basis === 'head' || row.routed_to !== null
      ? null
      : rows.find(
          (one) =>
            one.person_id === actor.personId &&
            one.kind === kind &&
            one.from_date <= today &&
            (one.to_date === null || today <= one.to_date),
        );
  return { basis, right: right ?? null };
}

export interface Signable extends Movable {
  readonly signs: Signs;
}

/**
 * Whoever may hand in the answer and signs for the clinic. Only a signed answer leaves it.
 * @throws AppError forbidden with the reason `not-a-signer`, and as `mayMove`
 */
export async function maySign(context: Context<MoveInput>): Promise<Signable> {
  const movable = await mayMove('hand-in-answer')(context);
  const signs = await signsIn(context.tx, context.actor, movable.row);
  if (!signs) throw new AppError('forbidden', { reason: 'not-a-signer' });
  return { ...movable, signs };
}

/** For whom a signer signed, as it stands in the entry and under the answer. */
export const actingFor = ({ basis, right }: Signs): { name: string; post: string } | null =>
  basis === 'deputy' && right?.for_name && right.for_post
    ? { name: right.for_name, post: right.for_post }
    : null;

/** A signature as it was typed. */
export interface TypedSignature {
  readonly signerName?: string | undefined;
  readonly signerPost?: string | undefined;
}

/**
 * As whom somebody signs. Whoever was named, as a deputy or to sign, signs as himself: under the name and
 * post that whoever named him gave, whatever the form says. Others give theirs.
 *
 * @throws AppError invalid-input when neither says it
 */
export function signatureOf(
  signs: Signs | null,
  typed: TypedSignature,
): { readonly name: string; readonly post: string } {
  if (signs?.right) return { name: signs.right.person_name, post: signs.right.person_post };
  const issues = (['signerName', 'signerPost'] as const)
    .filter((path) => !typed[path])
    .map((path) => ({ path, code: 'required' }));
  if (issues.length > 0) throw new AppError('invalid-input', { issues });
  return { name: typed.signerName!, post: typed.signerPost! };
}

/** A signature under an interim answer, as the row keeps it. @throws AppError invalid-input */
export async function signedColumns(tx: Tx, actor: Actor, row: CaseRow, typed: TypedSignature) {
  const signs = await signsIn(tx, actor, row);
  const { name, post } = signatureOf(signs, typed);
  const represented = signs && actingFor(signs);
  return {
    signer_name: name,
    signer_post: post,
    for_name: represented?.name ?? null,
    for_post: represented?.post ?? null,
  };
}
