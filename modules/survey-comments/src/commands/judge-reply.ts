import { personalIn, refuseProven } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { asksWho } from '../model/asks-who.ts';
import { passedTo } from '../model/reply.ts';
import { mayJudgeReply } from '../policy.ts';
import { judgeReply as input } from '../schema.ts';
import { changeReply, wordsOfReply } from '../store/replies.ts';

/**
 * A moderator lets a reply through or sends it back with reasons. A claim that something was changed goes to a
 * controller besides, who is another person.
 *
 * @throws AppError personal-data-left (`asks-who`, `guesses-who`, `person` …) for what must not be published
 */
export const judgeReply = defineCommand({
  name: 'survey-comments.judge-reply',
  input,
  policy: mayJudgeReply,
  async handle({ tx, subject: { reply, personId }, input: { decision, reasons, acknowledged } }) {
    const decided = { decided_by: personId, decided_on: await todayOf(tx) };
    if (decision === 'return') {
      await changeReply(tx, reply, { ...decided, state: 'returned', reason_codes: reasons });
      return { id: reply.comment_id, state: 'returned' as const };
    }
    const words = await wordsOfReply(tx, reply);
    refuseProven(acknowledged, words);
    if (!acknowledged) {
      const kinds = [...asksWho(words), ...new Set(personalIn(words).map(({ type }) => type))];
      if (kinds.length > 0) throw new AppError('personal-data-left', { kinds });
    }
    const state = passedTo(reply.state, reply.outcome);
    await changeReply(tx, reply, {
      ...decided,
      state,
      text_public: state === 'published' ? words : null,
    });
    return { id: reply.comment_id, state };
  },
  audit: ({ subject: { reply }, input: { reasons }, output }) => ({
    object: reply.comment_id,
    before: reply.state,
    after: [output.state, ...reasons].join(','),
  }),
});
