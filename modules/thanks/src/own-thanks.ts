import { regionId } from '@otklik/cases';
import type { Tx } from '@otklik/kernel';
import { entomb } from '@otklik/retention';
import { renewPublicWords } from './public-words.ts';
import { peopleOf } from './store/people.ts';
import { emptyThanks, textOf, thanksIn } from './store/thanks.ts';

const OWN_MAX = 1000;

const writtenBy = (tx: Tx, personId: string) =>
  thanksIn(tx).where('author_id', '=', personId).orderBy('id', 'desc').limit(OWN_MAX).execute();

/** The words of one go for good, with a tombstone. Safe to run twice. @throws AppError move-impossible (`legal-hold`) */
export async function eraseOne(tx: Tx, id: string, ground: string): Promise<void> {
  await entomb(tx, { kind: 'thanks', subjectId: id, ground });
  const row = await thanksIn(tx).where('id', '=', id).executeTakeFirst();
  if (row) await emptyThanks(tx, [row]);
}

/** Everything that somebody wrote here, for the own export. */
export async function ownThanks(tx: Tx, personId: string) {
  const rows = await writtenBy(tx, personId);
  return Promise.all(
    rows.map(async (row) => ({
      number: row.number,
      state: row.state,
      filedAt: row.filed_at,
      publishedAt: row.published_at,
      words: await textOf(tx, row),
      public: row.text_public,
      people: (await peopleOf(tx, row)).map(({ words }) => words),
    })),
  );
}

/** Somebody's account goes: what they wrote is erased, and a name they let be shown is hidden again. */
export async function forgetThanksOf(tx: Tx, personId: string, ground: string): Promise<void> {
  for (const { id } of await writtenBy(tx, personId)) await eraseOne(tx, id, ground);
  const agreed = await tx.db
    .updateTable('thanks_people')
    .set({ consent: 'taken-back', answered_at: tx.now })
    .where('region_id', '=', regionId(tx))
    .where('answered_by', '=', personId)
    .where('consent', '=', 'given')
    .returning('thanks_id')
    .execute();
  for (const { thanks_id } of agreed) {
    const row = await thanksIn(tx).where('id', '=', thanks_id).executeTakeFirst();
    if (row) await renewPublicWords(tx, row);
  }
}
