import { AppError, defineCommand, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { alarmBeside } from '../raise-alarm.ts';
import { judgeSupported as input } from '../schema-companions.ts';
import { insertSupportVerdict, remarkPlace } from '../store/supports.ts';
import { momentOf, ownSupport } from '../supporting.ts';
import { verdictWindow } from '../support-window.ts';

/** A supporter's own verdict on the answer: counted beside the author's, it moves nobody's case. */
export const judgeSupported = defineCommand({
  name: 'cases.judge-supported',
  input,
  policy: ({ tx, actor, input: { number } }: Context<z.output<typeof input>>) =>
    ownSupport(tx, actor, number),
  async handle({ tx, subject: { row, support }, input: { verdict, unanswered } }) {
    const window = await verdictWindow(tx, row);
    if (!window) throw new AppError('move-impossible', { state: row.state });
    if (window.until !== null && tx.now > window.until)
      throw new AppError('window-over', { days: window.days });
    const place = remarkPlace(support.id, window.round);
    await insertSupportVerdict(tx, {
      support_id: support.id,
      round: window.round,
      verdict,
      unanswered_sealed: unanswered
        ? await tx.vault.seal(support.data_key_id, place, unanswered)
        : null,
      given_at: momentOf(tx, support),
    });
    await alarmBeside(tx, row, support, unanswered);
    return { number: row.number, verdict };
  },
  audit: ({ subject, output }) => ({
    object: subject.row.id,
    after: `supporter-${output.verdict}`,
  }),
});
