import { regionId } from '@otklik/cases';
import { defineQuery, type Tx } from '@otklik/kernel';
import { postsOfAccount } from '@otklik/named-staff';
import { signedIn } from '../policy.ts';
import { handedWords } from '../public-words.ts';
import { nothing as input } from '../schema.ts';
import { peopleOf } from '../store/people.ts';
import { thanksIn } from '../store/thanks.ts';
import { authorView, publicThanks } from '../view.ts';

const OWN_MAX = 100;

async function aboutMe(tx: Tx, personId: string) {
  const posts = await postsOfAccount(tx, personId);
  const links = await tx.db
    .selectFrom('thanks_people as p')
    .innerJoin('thanks as t', (on) =>
      on.onRef('t.region_id', '=', 'p.region_id').onRef('t.id', '=', 'p.thanks_id'),
    )
    .select(['p.thanks_id', 'p.id'])
    .where('p.region_id', '=', regionId(tx))
    .where('t.state', '=', 'published')
    .where('t.erased_at', 'is', null)
    .where((eb) =>
      eb.or([
        ...(posts.length > 0 ? [eb('p.post_id', 'in', posts)] : []),
        eb('p.answered_by', '=', personId),
      ]),
    )
    .orderBy('t.published_at', 'desc')
    .limit(OWN_MAX)
    .execute();
  const about = [];
  for (const { thanks_id, id } of links) {
    const row = await thanksIn(tx).where('id', '=', thanks_id).executeTakeFirstOrThrow();
    const person = (await peopleOf(tx, row)).find((one) => one.row.id === id)!;
    about.push({
      ...(await publicThanks(tx, row)),
      personId: id,
      words: await handedWords(tx, row),
      consent: person.row.consent,
      as: person.post && {
        name: person.post.fullName,
        ru: person.post.titleRu,
        en: person.post.titleEn,
      },
    });
  }
  return about;
}

/** Thanks about whoever asks, and those that they sent; the newest first, at most 100 of each. */
export const listOwn = defineQuery({
  name: 'thanks.list-own',
  input,
  policy: signedIn,
  async handle({ tx, subject: { personId } }) {
    const rows = await thanksIn(tx)
      .where('author_id', '=', personId)
      .orderBy('id', 'desc')
      .limit(OWN_MAX)
      .execute();
    const written = [];
    for (const row of rows) written.push(await authorView(tx, row));
    return { about: await aboutMe(tx, personId), written };
  },
});
