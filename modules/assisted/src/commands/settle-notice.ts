import { AppError, defineCommand, type Context } from '@otklik/kernel';
import { regionId } from '@otklik/cases';
import { todayOf } from '@otklik/registry';
import type { z } from 'zod';
import { afterTry, outcomesOf } from '../model.ts';
import { hotline } from '../policy.ts';
import { settleNotice as input } from '../schema.ts';
import { noticeById } from '../store/notices.ts';

/** What came of a call or a letter. Nobody reached is tried again tomorrow, three times in all. */
export const settleNotice = defineCommand({
  name: 'assisted.settle-notice',
  input,
  limits: [{ per: 'principal', count_max: 600, window_s: 3600 }],
  async policy({ tx, actor, input: { noticeId, outcome } }: Context<z.output<typeof input>>) {
    const { grants, person } = hotline(actor);
    const notice = await noticeById(tx, grants, noticeId, true);
    if (notice.state !== 'waiting' && notice.state !== 'not-reached')
      throw new AppError('already-done', { state: notice.state });
    if (!outcomesOf(notice.way).includes(outcome))
      throw new AppError('invalid-input', { issues: [{ path: 'outcome', code: 'custom' }] });
    return { notice, personId: person.personId };
  },
  async handle({ tx, subject: { notice, personId }, input: { outcome } }) {
    const next = afterTry(notice, outcome, await todayOf(tx));
    await tx.db
      .updateTable('assisted_notices')
      .set({ ...next, done_by: personId, done_at: tx.now })
      .where('region_id', '=', regionId(tx))
      .where('id', '=', notice.id)
      .execute();
    return { state: next.state, attempts: next.attempts };
  },
  audit: ({ subject, output }) => ({
    object: subject.notice.case_id,
    before: subject.notice.state,
    after: output.state,
  }),
});
