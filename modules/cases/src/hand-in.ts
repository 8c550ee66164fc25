import { AppError, isAppError, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { handInToMembers } from './companions.ts';
import { ownersThere } from './keep-promises.ts';
import { moveCase } from './move-case.ts';
import { hasParts, type AnswerParts } from './model/answer-parts.ts';
import { promiseDue, PROMISE_DAYS_MAX } from './model/promise.ts';
import type { KeptPhoto } from './photos.ts';
import type { PromiseRow } from './schema-signing.ts';
import { actingFor, signatureOf, type Signable } from './signing.ts';
import type { CaseRow } from './store/cases.ts';
import { insertAnswer } from './store/answers.ts';
import { putFlags } from './store/flags.ts';

interface SignedAnswer {
  readonly id: string;
  readonly text: string;
  readonly outcome: string;
  readonly promises: readonly PromiseRow[];
  readonly parts?: AnswerParts | null | undefined;
  readonly signerName?: string | undefined;
  readonly signerPost?: string | undefined;
}

/**
 * Every promise names a day that lies ahead.
 * @throws AppError date-unfit with the row's place
 */
export function datesFit(zone: string, at: Date, promises: readonly PromiseRow[]): void {
  for (const [row, { until }] of promises.entries())
    try {
      promiseDue(zone, at, until, PROMISE_DAYS_MAX);
    } catch (error) {
      if (!isAppError(error)) throw error;
      throw new AppError(error.code, { ...error.data, row });
    }
}

/** A chosen owner is a colleague who answers for the clinic. @throws AppError unknown-reference */
export async function ownersFit(
  tx: Tx,
  row: CaseRow,
  promises: readonly Pick<PromiseRow, 'ownerId'>[],
): Promise<void> {
  const ids = promises.flatMap(({ ownerId }) => (ownerId ? [ownerId] : []));
  if ((await ownersThere(tx, row, ids)).length < ids.length)
    throw new AppError('unknown-reference', { what: 'owner' });
}

/** A signed answer goes to the moderators: here the clinic's clock stops. Its words stay sealed till let out. */
export async function handIn(
  tx: Tx,
  actor: Actor,
  subject: Signable,
  answer: SignedAnswer,
  photos: readonly KeptPhoto[],
) {
  const { row, signs } = subject;
  datesFit(row.zone, tx.now, answer.promises);
  await ownersFit(tx, row, answer.promises);
  const represented = actingFor(signs);
  const signer = signatureOf(signs, answer);
  const details = {
    publicFacts: {
      ...signer,
      ...(represented ? { forName: represented.name, forPost: represented.post } : {}),
    },
  };
  const { facts } = await moveCase(tx, actor, subject, 'hand-in-answer', details);
  const seal = (column: string, words: string) =>
    tx.vault.seal(row.data_key_id, { table: 'case_answers', column, row: answer.id }, words);
  await insertAnswer(
    tx,
    row.id,
    {
      id: answer.id,
      round: row.round,
      outcome: answer.outcome,
      text_sealed: await seal('text_sealed', answer.text),
      promises_sealed:
        answer.promises.length > 0
          ? await seal('promises_sealed', JSON.stringify(answer.promises))
          : null,
      parts_sealed: hasParts(answer.parts)
        ? await seal('parts_sealed', JSON.stringify(answer.parts))
        : null,
      signer_name: signer.name,
      signer_post: signer.post,
      for_name: represented?.name ?? null,
      for_post: represented?.post ?? null,
      written_by: recordedAs(actor),
    },
    photos,
  );
  const promised = answer.promises.flatMap(({ what, owner }) => [what, owner]);
  await putFlags(tx, row.id, 'answer', [answer.text, ...promised]);
  await handInToMembers(
    tx,
    actor,
    row,
    { ...answer, signerName: signer.name, signerPost: signer.post, represented },
    details,
  );
  return { number: row.number, state: facts.state };
}
