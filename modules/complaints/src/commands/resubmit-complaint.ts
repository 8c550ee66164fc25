import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { alarmIfDanger, moveCase, putFlags } from '@otklik/cases';
import type { z } from 'zod';
import { logFiling } from '../log-filing.ts';
import { judgeMended, mayMend } from '../mend.ts';
import { freeWords } from '../model/facts.ts';
import { routeOf } from '../routing.ts';
import { resubmitComplaint as input } from '../schema-mend.ts';
import { setMended } from '../store/complaints.ts';
import { putSketch } from '../store/sketches.ts';

/**
 * The author mends what a moderator sent back: the words, the topic and its questions, and before that the
 * photos; checking goes on with what was left of its term. What is sent now is logged as a filing of its own.
 */
export const resubmitComplaint = defineCommand({
  name: 'complaints.resubmit-complaint',
  input,
  async policy(context: Context<z.output<typeof input>>) {
    const movable = await mayMend(context);
    // A second box left out is an empty one.
    const asked = { ...context.input, private: context.input.private ?? '' };
    const mended = await judgeMended(context.tx, movable.row, asked);
    if (mended.issues.length > 0) throw new AppError('invalid-input', { issues: mended.issues });
    return { ...movable, mended };
  },
  async handle({ app, tx, actor, subject }) {
    const { row, mended } = subject;
    const { topic, isOther, clinic } = mended;
    const other = isOther
      ? {
          terms: topic.terms,
          columns: {
            subject_code: topic.code,
            subject_ru: topic.shortRu,
            subject_en: topic.shortEn,
            routed_to: await routeOf(tx, topic.definition, clinic),
          },
        }
      : {};
    const { facts } = await moveCase(tx, actor, subject, 'resubmit', other);
    const seal = (column: string, value: string) =>
      tx.vault.seal(row.data_key_id, { table: 'complaints', column, row: row.id }, value);
    await setMended(tx, row.id, {
      ...(isOther ? { topic_code: topic.code, topic_version: topic.version } : {}),
      ...(mended.keepsAnswers ? {} : { asked_code: null, asked_version: null }),
      object_id: mended.objectId,
      happened_on: mended.happenedOn,
      breach: mended.breach,
      facts_sealed: await seal('facts_sealed', JSON.stringify(mended.facts)),
      story_sealed: await seal('story_sealed', mended.story),
      private_sealed: mended.private ? await seal('private_sealed', mended.private) : null,
    });
    await logFiling(tx, row.id);
    await putFlags(tx, row.id, 'story', [mended.story]);
    await putSketch(app, tx, row.id, mended.story);
    const alarmed = await alarmIfDanger(
      tx,
      actor,
      row.id,
      mended.story,
      mended.private,
      ...freeWords(mended.facts),
    );
    return { number: row.number, state: alarmed ?? facts.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    before: subject.row.state,
    after: output.state,
  }),
});
