import { applyCuts } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { namesToHide, withoutNames } from './model.ts';
import { peopleOf, type Thanked } from './store/people.ts';
import { changeThanks, placeOf, textOf, type ThanksRow } from './store/thanks.ts';

/** Names of everybody who has not agreed to be named, found or not. */
const hidden = (people: readonly Thanked[]): string[] =>
  people
    .filter(({ row }) => row.consent !== 'given')
    .flatMap(({ words, post }) => namesToHide(words ?? '', post?.fullName ?? null));

/** The words as everybody would read them, from the moderator's marks. */
export const publicWords = (text: string, marked: string, people: readonly Thanked[]): string =>
  withoutNames(marked === text ? text : applyCuts(text, marked), hidden(people));

/** What the clinic is handed over: without the moderator's cuts, with the names. Null before publication. */
export async function handedWords(tx: Tx, row: ThanksRow): Promise<string | null> {
  const text = await textOf(tx, row);
  if (text === null || row.marked_sealed === null) return null;
  const marked = await tx.vault.open(
    row.data_key_id,
    placeOf('marked_sealed', row.id),
    row.marked_sealed,
  );
  if (marked === null) return null;
  return marked === text ? text : applyCuts(text, marked);
}

/** Somebody's consent changed: published words are made anew, so that the next answer shows it. */
export async function renewPublicWords(tx: Tx, row: ThanksRow): Promise<void> {
  if (row.state !== 'published' || row.text_public === null) return;
  const handed = await handedWords(tx, row);
  if (handed === null) return;
  const text_public = withoutNames(handed, hidden(await peopleOf(tx, row)));
  await changeThanks(tx, row, { text_public });
}
