import type { Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import { handedWords } from './public-words.ts';
import { peopleOf, type Thanked } from './store/people.ts';
import { placeOf, textOf, type ThanksRow } from './store/thanks.ts';

/** Somebody thanked, as everybody reads it: the post, and the name only with consent. */
const publicPerson = ({ row, post }: Thanked) =>
  post && {
    titleRu: post.titleRu,
    titleEn: post.titleEn,
    name: row.consent === 'given' ? post.fullName : null,
  };

/** What is public of published thanks; the same for everybody. */
async function publicOf(tx: Tx, row: ThanksRow, people: readonly Thanked[]) {
  const clinic = (await clinicsByIds(tx, [row.clinic_id])).get(row.clinic_id)!;
  const is_public = row.state === 'published';
  return {
    number: row.number,
    path: `/thanks/${row.number}`,
    clinic: { code: clinic.code, nameRu: clinic.nameRu, nameEn: clinic.nameEn },
    zone: row.zone,
    publishedAt: row.published_at,
    text: row.text_public,
    people: is_public ? people.map(publicPerson).filter((one) => one !== null) : [],
    demo: row.demo,
  };
}

export const publicThanks = async (tx: Tx, row: ThanksRow) =>
  publicOf(tx, row, await peopleOf(tx, row));
export type PublicThanks = Awaited<ReturnType<typeof publicThanks>>;

/** What its author reads besides: the own words, and what became of them. */
export async function authorView(tx: Tx, row: ThanksRow) {
  const people = await peopleOf(tx, row);
  const note = row.reason_sealed
    ? await tx.vault.open(row.data_key_id, placeOf('reason_sealed', row.id), row.reason_sealed)
    : null;
  return {
    ...(await publicOf(tx, row, people)),
    state: row.state,
    filedAt: row.filed_at,
    own: await textOf(tx, row),
    whom: people.flatMap(({ words }) => (words ? [words] : [])),
    refusal: row.reason_code && { reason: row.reason_code, note },
  };
}
export type AuthorView = Awaited<ReturnType<typeof authorView>>;

/** What a moderator reads of one person: the words and who was found. */
export const moderatorPerson = ({ row, words, post }: Thanked) => ({
  id: row.id,
  words,
  unclear: row.unclear,
  post: post && { id: post.id, name: post.fullName, ru: post.titleRu, en: post.titleEn },
  consent: row.consent,
});

/** What the head of the clinic is handed: the words with the names, and whom they wait for. */
export async function headView(tx: Tx, row: ThanksRow) {
  const people = await peopleOf(tx, row);
  return {
    words: await handedWords(tx, row),
    people: people.map((person) => ({
      ...moderatorPerson(person),
      deliveredAt: person.row.delivered_at,
    })),
  };
}
