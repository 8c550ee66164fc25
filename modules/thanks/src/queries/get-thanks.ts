import { personalIn } from '@otklik/cases';
import { defineQuery } from '@otklik/kernel';
import { dayIn, postsAt } from '@otklik/registry';
import { findSurnames } from '@otklik/personal-data';
import { mayRead } from '../policy.ts';
import { getThanks as input } from '../schema.ts';
import { peopleOf } from '../store/people.ts';
import { textOf } from '../store/thanks.ts';
import { authorView, headView, moderatorPerson, publicThanks } from '../view.ts';

/**
 * One thanks, in the part that whoever asks may read: everybody what is public, the author the own words
 * besides, a moderator what there is to decide, the head of the clinic what to hand over.
 * @throws AppError not-found
 */
export const getThanks = defineQuery({
  name: 'thanks.get-thanks',
  input,
  policy: mayRead,
  async handle({ tx, subject: { row, eye } }) {
    const shown = await publicThanks(tx, row);
    if (eye === 'author') return { eye, thanks: shown, author: await authorView(tx, row) };
    if (eye === 'head') return { eye, thanks: shown, head: await headView(tx, row) };
    if (eye === 'public') return { eye, thanks: shown };
    const people = await peopleOf(tx, row);
    const text = await textOf(tx, row);
    const posts = await postsAt(tx, row.clinic_id, dayIn(row.zone, row.filed_at));
    const typed = people.map(({ words }) => words ?? '').join('\n');
    const meant = (lastName: string) => findSurnames(typed, [lastName]).length > 0;
    return {
      eye,
      thanks: shown,
      desk: {
        state: row.state,
        version: row.version,
        filedAt: row.filed_at,
        danger: row.danger,
        text,
        /** What is likely personal data in the text: a proposal. */
        findings: personalIn(
          text ?? '',
          people.flatMap(({ post }) => (post ? [post.lastName] : [])),
        ),
        people: people.map(moderatorPerson),
        /** The clinic's posts; those whose surname the author seems to have typed come first. */
        posts: posts
          .map((post) => ({
            id: post.id,
            name: post.fullName,
            ru: post.titleRu,
            en: post.titleEn,
            is_likely: meant(post.lastName),
          }))
          .toSorted((a, b) => Number(b.is_likely) - Number(a.is_likely)),
      },
    };
  },
  audit: ({ subject: { row, eye } }) =>
    eye === 'moderator' || eye === 'head' ? { object: row.id } : null,
});
