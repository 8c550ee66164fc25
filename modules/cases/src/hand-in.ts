import { AppError, isAppError, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { handInToMembers } from './companions.ts';
import { moveCase } from './move-case.ts';
import { promiseDue, PROMISE_DAYS_MAX } from './model/promise.ts';
import type { KeptPhoto } from './photos.ts';
import type { PromiseRow } from './schema-signing.ts';
import { actingFor, type Signable } from './signing.ts';
import { insertAnswer } from './store/answers.ts';

interface SignedAnswer {
  readonly id: string;
  readonly text: string;
  readonly outcome: string;
  readonly promises: readonly PromiseRow[];
  readonly signerName: string;
  readonly signerPost: string;
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
  const represented = actingFor(signs);
  const details = {
    publicFacts: {
      name: answer.signerName,
      post: answer.signerPost,
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
      signer_name: answer.signerName,
      signer_post: answer.signerPost,
      for_name: represented?.name ?? null,
      for_post: represented?.post ?? null,
      written_by: recordedAs(actor),
    },
    photos,
  );
  await handInToMembers(tx, actor, row, { ...answer, represented }, details);
  return { number: row.number, state: facts.state };
}
