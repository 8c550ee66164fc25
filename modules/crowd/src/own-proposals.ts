import type { Tx } from '@otklik/kernel';
import { entomb } from '@otklik/retention';
import { emptyProposals, proposalsIn, textOf } from './store/proposals.ts';

const OWN_MAX = 1000;

export const writtenBy = (tx: Tx, personId: string, max = OWN_MAX) =>
  proposalsIn(tx).where('author_id', '=', personId).orderBy('id', 'desc').limit(max).execute();

/** The words of one go for good, with a tombstone. Safe to run twice. @throws AppError move-impossible (`legal-hold`) */
export async function eraseOne(tx: Tx, id: string, ground: string): Promise<void> {
  await entomb(tx, { kind: 'proposal', subjectId: id, ground });
  const row = await proposalsIn(tx).where('id', '=', id).executeTakeFirst();
  if (row) await emptyProposals(tx, [row]);
}

/** Everything that somebody proposed, for the own export. */
export async function ownProposals(tx: Tx, personId: string) {
  const rows = await writtenBy(tx, personId);
  return Promise.all(
    rows.map(async (row) => ({
      number: row.number,
      state: row.state,
      filedAt: row.filed_at,
      shownAt: row.shown_at,
      words: await textOf(tx, row),
      public: row.text_public,
    })),
  );
}

/** Somebody's account goes: what they proposed is erased. */
export async function forgetProposalsOf(tx: Tx, personId: string, ground: string): Promise<void> {
  for (const { id } of await writtenBy(tx, personId)) await eraseOne(tx, id, ground);
}
