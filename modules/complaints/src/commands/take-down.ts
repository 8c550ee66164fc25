import { defineCommand, recordedAs } from '@otklik/kernel';
import { localTime } from '../model/facts.ts';
import { refuseBareDemand } from '../model/take-down.ts';
import { mayTakeDown } from '../policy-take-downs.ts';
import { takeDown as input } from '../schema-take-downs.ts';
import { insertTakeDown } from '../store/take-downs.ts';
import { takeCopies, takeOut } from '../taken.ts';

/**
 * A controller takes a public text or the photos out of sight on somebody's demand, on a named ground and a
 * named decision. Everybody sees that it was done; the author and the staff still see what it was.
 */
export const takeDown = defineCommand({
  name: 'complaints.take-down',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: mayTakeDown,
  async handle({ tx, actor, subject: { row }, input: asked }) {
    refuseBareDemand(asked, localTime(tx.now, row.zone).slice(0, 10));
    const { words, answerId, photoIds } = await takeOut(tx, row, asked.kind);
    const fresh = {
      case_id: row.id,
      answer_id: answerId,
      copy_of: null,
      kind: asked.kind,
      ground: asked.ground,
      demanded_by: asked.demandedBy,
      decided_by: asked.decidedBy,
      decider: asked.decider,
      decision_number: asked.decisionNumber ?? null,
      decision_date: asked.decisionDate ?? null,
      photo_ids: photoIds,
      taken_by: recordedAs(actor),
    };
    const id = await insertTakeDown(tx, row, fresh, words);
    if (asked.kind === 'answer' && words !== null) await takeCopies(tx, row, fresh, words, id);
    return { id, number: row.number };
  },
  audit: ({ subject, input: { kind, ground } }) => ({
    object: subject.row.id,
    before: kind,
    after: `taken-down:${ground}`,
  }),
});
