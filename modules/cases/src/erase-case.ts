import type { Swept, Tx } from '@otklik/kernel';
import { endAlarms } from './store/alarms.ts';
import { forgetSupports } from './own-supports.ts';
import { hidePromises } from './store/promises.ts';
import { hideAnswerChanges } from './store/answer-changes.ts';
import { regionId } from './store/cases.ts';
import { forgetPhotos, PHOTO_FILES } from './store/photos.ts';
import { callSupporters } from './tell-supporters.ts';
import { tellClinicGone } from './tell.ts';

const BATCH_ROWS = 500;

/** An answer that was given to several cases at once may quote this one's message: each copy waits too. */
async function hideCopies(tx: Tx, caseId: string): Promise<void> {
  const links = await tx.db
    .selectFrom('case_links')
    .select(['lead_id', 'member_id'])
    .where('region_id', '=', regionId(tx))
    .where((eb) => eb.or([eb('lead_id', '=', caseId), eb('member_id', '=', caseId)]))
    .execute();
  const others = links.map((link) => (link.lead_id === caseId ? link.member_id : link.lead_id));
  if (others.length === 0) return;
  await tx.db
    .updateTable('case_answers')
    .set((eb) => ({ hidden_at: eb.fn.coalesce('hidden_at', eb.val(tx.now)) }))
    .where('region_id', '=', regionId(tx))
    .where('case_id', 'in', others)
    .where('text_public', 'in', (eb) =>
      eb
        .selectFrom('case_answers as own')
        .select('own.text_public')
        .where('own.region_id', '=', regionId(tx))
        .where('own.case_id', '=', caseId)
        .where('own.text_public', 'is not', null),
    )
    .execute();
}

/**
 * What the author and the staff wrote in a case becomes unreadable, and its photos with it: their keys go at
 * once, a job takes the files. A copy of the database from before still holds the keys; the erasure list is
 * carried out again over it. A published answer may quote the message: it is hidden until a moderator has
 * looked. The case's line stays: number, clinic, states, days.
 */
export async function eraseCaseData(tx: Tx, caseId: string): Promise<void> {
  const row = await tx.db
    .selectFrom('cases')
    .selectAll()
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .executeTakeFirst();
  if (!row) return;
  // A replay after a restore tells nobody again.
  if (row.erased_at === null) {
    await tellClinicGone(tx, row, 'erased-by-author');
    // Of an open case the move that ended it has told them.
    if (row.state !== 'withdrawn') await callSupporters(tx, row, 'support-gone');
  }
  await tx.vault.destroyKey(row.data_key_id);
  const photos = await tx.db
    .deleteFrom('case_photos')
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .returning(PHOTO_FILES)
    .execute();
  await forgetPhotos(tx, photos);
  await tx.db
    .updateTable('case_answers')
    .set((eb) => ({ hidden_at: eb.fn.coalesce('hidden_at', eb.val(tx.now)) }))
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .where('text_public', 'is not', null)
    .execute();
  await hideCopies(tx, caseId);
  await tx.db
    .updateTable('case_proposals')
    .set({ text_public: null })
    .where('region_id', '=', regionId(tx))
    .where('case_id', '=', caseId)
    .execute();
  // Its receipt opens nothing any more: what was said «me too» with it goes too.
  await forgetSupports(tx, { person_id: null, receipt_case_id: caseId });
  await endAlarms(tx, caseId);
  await hidePromises(tx, caseId);
  await hideAnswerChanges(tx, caseId);
  await tx.db
    .updateTable('cases')
    .set((eb) => ({
      author_id: null,
      receipt_hash: null,
      erased_at: eb.fn.coalesce('erased_at', eb.val(tx.now)),
    }))
    .where('region_id', '=', regionId(tx))
    .where('id', '=', caseId)
    .execute();
}

/** Drafts that nobody confirmed and that lapsed before `before`; done are those whose key is gone. */
export async function eraseLapsed(
  tx: Tx,
  before: Date,
  held: { readonly cases: readonly string[]; readonly persons: readonly string[] },
): Promise<Swept> {
  const due = await tx.db
    .selectFrom('cases')
    .innerJoin('data_keys', (join) =>
      join
        .onRef('data_keys.region_id', '=', 'cases.region_id')
        .onRef('data_keys.id', '=', 'cases.data_key_id'),
    )
    .select(['cases.id', 'cases.author_id'])
    .where('cases.region_id', '=', regionId(tx))
    .where('cases.state', '=', 'lapsed')
    .where('cases.state_since', '<', before)
    .where('data_keys.wrapped', 'is not', null)
    .orderBy('cases.state_since')
    .limit(BATCH_ROWS + held.cases.length)
    .execute();
  const isHeld = ({ id, author_id }: (typeof due)[number]): boolean =>
    held.cases.includes(id) || (author_id !== null && held.persons.includes(author_id));
  const free = due.filter((row) => !isHeld(row)).slice(0, BATCH_ROWS);
  for (const { id } of free) await eraseCaseData(tx, id);
  return {
    removed: free.length,
    held: due.filter(isHeld).length,
    more: free.length === BATCH_ROWS,
  };
}
