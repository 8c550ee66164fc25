import { AppError, defineCommand, hasRole, newId, recordedAs } from '@otklik/kernel';
import { datesFit, ownersFit } from '../hand-in.ts';
import { keepPhotos } from '../photos.ts';
import { mayMove } from '../policy.ts';
import { wholeAnswer, writeAnswer as input } from '../schema-signing.ts';
import {
  insertDraft,
  lastVersion,
  livingDraft,
  replaceDrafts,
  sealDraft,
} from '../store/drafts.ts';
import { insertPhotos, removeAnswerPhotos } from '../store/photos.ts';
import { tellSigners } from '../tell-signing.ts';

/** A version of the answer goes to whoever signs for the clinic. Its own time runs on meanwhile. */
export const writeAnswer = defineCommand({
  name: 'cases.write-answer',
  input,
  policy: mayMove('hand-in-answer'),
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  prepare: async ({ app, actor, input: { photos } }) =>
    hasRole(actor, 'executor') || hasRole(actor, 'head')
      ? keepPhotos(app, actor.region, photos)
      : [],
  async handle({ tx, actor, subject: { row }, prepared, input: answer }) {
    datesFit(row.zone, tx.now, answer.promises);
    await ownersFit(tx, row, answer.promises);
    const before = await livingDraft(tx, row.id);
    // Of two who write at once the later is shown the version that came between.
    if (before && before.id !== answer.draft)
      throw new AppError('changed-meanwhile', { what: 'draft' });
    await replaceDrafts(tx, row.id);
    const id = newId(tx.now.getTime());
    const answerId = before?.answer_id ?? newId(tx.now.getTime());
    const { text, parts } = wholeAnswer(answer);
    await insertDraft(tx, {
      case_id: row.id,
      id,
      version: (await lastVersion(tx, row.id)) + 1,
      round: row.round,
      answer_id: answerId,
      clinic_id: row.clinic_id,
      state: 'sent',
      outcome: answer.outcome,
      text_sealed: await sealDraft(tx, row, id, 'text_sealed', text),
      parts_sealed: parts && (await sealDraft(tx, row, id, 'parts_sealed', JSON.stringify(parts))),
      promises_sealed: await sealDraft(
        tx,
        row,
        id,
        'promises_sealed',
        JSON.stringify(answer.promises),
      ),
      written_by: recordedAs(actor),
      written_at: tx.now,
    });
    await removeAnswerPhotos(tx, row.id, answerId, answer.removePhotos);
    await insertPhotos(tx, prepared, { case_id: row.id, answer_id: answerId, side: 'answer' });
    await tellSigners(tx, row);
    return { number: row.number, draft: id, state: row.state };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: `draft:${output.draft}`,
  }),
});
