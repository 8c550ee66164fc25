import { refuseProven } from '@otklik/cases';
import { AppError, defineCommand } from '@otklik/kernel';
import { deliver, tellAuthor } from '../delivery.ts';
import { namesSomebody } from '../model.ts';
import { mayDecide } from '../policy.ts';
import { publicWords } from '../public-words.ts';
import { publishThanks as input } from '../schema.ts';
import { peopleOf } from '../store/people.ts';
import { absent, changeThanks, placeOf, textOf } from '../store/thanks.ts';

/**
 * A moderator publishes thanks, with what must not be public cut out and the gaps marked. Names of those who
 * have not agreed are cut besides. Only now the person and the head of the clinic are written to.
 *
 * @throws AppError personal-data-left while something looks like somebody's name or a number for life
 */
export const publishThanks = defineCommand({
  name: 'thanks.publish-thanks',
  input,
  policy: mayDecide,
  async handle({ tx, subject: { row, personId }, input: { marked, acknowledged } }) {
    const text = await textOf(tx, row);
    if (text === null) throw absent();
    const shown = publicWords(text, marked ?? text, await peopleOf(tx, row));
    refuseProven(acknowledged, shown);
    if (!acknowledged && namesSomebody(shown))
      throw new AppError('personal-data-left', { kinds: ['person'] });
    const changes = {
      state: 'published' as const,
      marked_sealed: await tx.vault.seal(
        row.data_key_id,
        placeOf('marked_sealed', row.id),
        marked ?? text,
      ),
      text_public: shown,
      decided_at: tx.now,
      decided_by: personId,
      published_at: tx.now,
    };
    const version = await changeThanks(tx, row, changes);
    const published = { ...row, ...changes, version };
    await deliver(tx, published);
    await tellAuthor(tx, published, 'thanks-published');
    return { number: row.number, state: 'published' as const };
  },
  audit: ({ subject }) => ({ object: subject.row.id, before: 'submitted', after: 'published' }),
});
