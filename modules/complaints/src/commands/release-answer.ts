import { AppError, defineCommand, grantsOf, type Actor, type Context } from '@otklik/kernel';
import {
  answerToRelease,
  isAuthor,
  readCase,
  reaches,
  releaseAnswer as release,
  type CaseRow,
  applyCuts,
} from '@otklik/cases';
import type { z } from 'zod';
import { releaseAnswer as input } from '../schema-own.ts';

const moderates = (actor: Actor, row: CaseRow): boolean =>
  !isAuthor(actor, row) &&
  grantsOf(actor).some((grant) => grant.role === 'moderator' && reaches(grant, row));

/** A moderator has looked at an answer to an erased message, and cut what told of its author. */
export const releaseAnswer = defineCommand({
  name: 'complaints.release-answer',
  input,
  async policy({ tx, actor, input: { number } }: Context<z.output<typeof input>>) {
    if (actor.kind === 'visitor' || actor.kind === 'receipt')
      throw new AppError('sign-in-required');
    const row = await readCase(tx, { number });
    if (moderates(actor, row)) return row;
    if (actor.kind === 'person' && moderates({ ...actor, secondFactor: true }, row))
      throw new AppError('second-factor-required');
    throw new AppError(row.published_at === null ? 'not-found' : 'forbidden', { kind: 'case' });
  },
  async handle({ tx, subject: row, input: { answerId, marked } }) {
    const text = await answerToRelease(tx, row.id, answerId);
    const shown = marked === undefined || marked === text ? text : applyCuts(text, marked);
    await release(tx, row.id, answerId, shown);
    return { number: row.number };
  },
  audit: ({ subject, input: { answerId } }) => ({ object: subject.id, after: answerId }),
});
