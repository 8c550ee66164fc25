import { personalIn } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { reportedTo } from '../model/promise.ts';
import { ownPromise } from '../policy.ts';
import { reportPromise as input } from '../schema.ts';
import { changePromise } from '../store/promises.ts';

/**
 * Whoever leads the place says that a promise was kept, which somebody independent looks at, or that it was not.
 * @throws AppError forbidden, not-found, changed-meanwhile, already-done, personal-data-left
 */
export const reportPromise = defineCommand({
  name: 'survey-results.report-promise',
  input,
  policy: ownPromise,
  async handle({ tx, subject: row, input: { report, words } }) {
    const state = reportedTo(row.state, report);
    if (!state) throw new AppError('already-done');
    const kinds = [...new Set(personalIn(words).map(({ type }) => type))];
    if (kinds.length > 0) throw new AppError('personal-data-left', { kinds });
    const version = await changePromise(tx, row, {
      state,
      outcome: words,
      settled_on: state === 'not-done' ? await todayOf(tx) : null,
    });
    return { id: row.id, state, version };
  },
  audit: ({ subject, output }) => ({
    object: subject.id,
    before: subject.state,
    after: output.state,
  }),
});
