import { defineQuery, type Context } from '@otklik/kernel';
import { inRole } from '../policy.ts';
import { nothing as input } from '../schema.ts';
import { differences } from '../store/samples.ts';

/** Judgements that differ and wait for this controller, the oldest first. Who judged is not told. */
export const listDifferences = defineQuery({
  name: 'moderation-watch.list-differences',
  input,
  async policy({ tx, actor }: Context<Record<string, never>>) {
    const { personId, grants } = inRole(actor, 'controller');
    return differences(tx, personId, grants);
  },
  handle: async ({ subject }) =>
    subject.map((one) => ({
      sampleId: one.id,
      number: one.number,
      subject: { ru: one.subject_ru, en: one.subject_en },
      kind: one.kind,
      judgedAt: one.judged_at,
      first: { decision: one.first_decision, reason: one.first_reason },
      second: { decision: one.decision ?? '', reason: one.reason_code },
      cutsShared: one.cuts_shared,
      /** A refusal stands: only an appeal of its author brings it before a moderator again. */
      isRefused: one.case_state === 'rejected',
    })),
  audit: ({ subject }) => subject.map(({ case_id }) => ({ object: case_id })),
});
