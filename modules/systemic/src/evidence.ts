import { regionId } from '@otklik/cases';
import { recordedAs, type Actor, type Tx } from '@otklik/kernel';
import type { Clinic } from '@otklik/registry';
import type { EvidenceKind } from './model.ts';
import { causeOf } from './store/causes.ts';
import { insertMember } from './store/members.ts';
import { insertSystemic, lockLiving, moveSystemic } from './store/systemic.ts';

/** What another module has found: a survey whose marks fell, a norm that a clinic breaks again and again. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** What names it where it was found; the same is never joined twice. */
  readonly ref: string;
  readonly clinic: Clinic;
  /** A topic or a category of topics. */
  readonly cause: string;
  /** Public figures: codes and counts, no words and nobody's data. */
  readonly facts: Readonly<Record<string, string | number>>;
  /** The day it is of, `YYYY-MM-DD`. */
  readonly on: string;
}

/** Which of this evidence was ever joined, dismissed or not: the same is not proposed twice. */
export async function evidenceKnown(
  tx: Tx,
  kind: EvidenceKind,
  refs: readonly string[],
): Promise<ReadonlySet<string>> {
  if (refs.length === 0) return new Set();
  const rows = await tx.db
    .selectFrom('systemic_members')
    .select('source_ref')
    .where('region_id', '=', regionId(tx))
    .where('kind', '=', kind)
    .where('source_ref', 'in', refs)
    .execute();
  return new Set(rows.map(({ source_ref }) => source_ref!));
}

/**
 * Joins evidence to the systemic case that lives for the clinic and cause. Where there is none it proposes one,
 * which nobody reads but those who may open it. For other modules, in their own transaction after their own policy.
 *
 * @returns the number
 * @throws AppError already-done for evidence that is joined, unknown-reference
 */
export async function joinEvidence(
  tx: Tx,
  actor: Actor,
  { kind, ref, clinic, cause, facts, on }: Evidence,
): Promise<string> {
  await causeOf(tx, cause);
  const living = await lockLiving(tx, clinic.id, cause);
  const row = living ?? (await insertSystemic(tx, clinic, cause));
  await insertMember(tx, row.id, { kind, ref, facts, on }, recordedAs(actor));
  await moveSystemic(tx, actor, row, 'join-evidence', { role: 'system' });
  return row.number;
}
