import type { Actor, Tx } from '@otklik/kernel';
import { calendarOf } from '@otklik/registry';
import { advance, open } from './model/advance.ts';
import type { Move } from './model/moves.ts';
import { caseColumns, type NewCase } from './open-case.ts';
import { entryRow, movedColumns, regionId } from './store/cases.ts';
import { photosOf } from './store/photos.ts';
import { stepsFor } from './view-parts.ts';
import { audienceOf, composeView, photoView } from './view.ts';
import type { CaseView } from './view-types.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * A case as everybody would see it, were it sent and published this minute without cuts. Nothing is
 * written: the same rules, the same columns and the same view as of a case that is there. It has no number yet.
 */
export async function previewCase(
  tx: Tx,
  fresh: Omit<NewCase, 'authorId' | 'receiptHash' | 'dataKeyId'>,
  photos: { readonly draftHash: string } | { readonly caseId: string } | null,
): Promise<CaseView> {
  const region = regionId(tx);
  const { calendar } = await calendarOf(tx, region);
  const zoned = { calendar, zone: fresh.clinic.zone };
  const opened = open(fresh.terms, fresh.state, tx.now, zoned);
  const moves: Move[] = fresh.state === 'draft' ? ['confirm-address', 'publish'] : ['publish'];
  const done = [opened];
  for (const move of moves) {
    const role = move === 'publish' ? 'moderator' : 'author';
    done.push(advance(done.at(-1)!.facts, { move, role, at: tx.now }, zoned));
  }
  const made = { id: NOBODY, number: '', advanced: opened };
  const owned = { ...fresh, authorId: null, receiptHash: null, dataKeyId: NOBODY };
  const row = {
    ...caseColumns(tx, owned, made),
    ...movedColumns(done.at(-1)!),
    retracted_at: null,
    erased_at: null,
    notice_at: null,
    notice_step: null,
    lead_id: null,
    members_count: 0,
    supports_count: 0,
  };
  const reader: Actor = { kind: 'visitor', region, origin: '' };
  const audience = audienceOf(reader, row);
  const entries = done.map(({ entry }) => entryRow(region, NOBODY, entry, '', null));
  return composeView(tx.now, zoned, audience, row, [], {
    clocks: [...done.at(-1)!.facts.clocks],
    steps: await stepsFor(tx, row, audience, entries),
    answers: [],
    proposals: [],
    promises: [],
    verdicts: [],
    disputeIsChecked: true,
    photos: (photos ? await photosOf(tx, photos) : []).map((photo) => ({
      ...photoView(photo),
      // As it will be: everybody sees it then.
      published: true,
      state: 'published',
    })),
  });
}
