import { sql } from 'kysely';
import { publicPage } from '@otklik/complaints';
import type { Tx } from '@otklik/kernel';
import { clinicsByIds } from '@otklik/registry';
import type { Target } from '../model/target.ts';
import { isShown } from './shown.ts';
import { regionIn } from './tables.ts';

export const FEED_ENTRIES_MAX = 50;

/** One entry, in both languages; the door picks one. */
export interface FeedEntry {
  /** The same for the same thing for ever. */
  readonly name: string;
  readonly number: string;
  readonly path: string;
  readonly topic: { readonly code: string; readonly ru: string; readonly en: string };
  readonly clinic: { readonly ru: string; readonly en: string };
  readonly state: string;
  /** Of the steps of one message: which one. */
  readonly move: string | null;
  readonly story: string | null;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
}

/** When each of these cases last changed as everybody could see. */
async function changesOf(tx: Tx, numbers: readonly string[]): Promise<Map<string, Date>> {
  const { rows } = await sql<{ number: string; at: Date }>`
    select cases.number, greatest(cases.published_at,
      (select max(entry.at) from case_entries as entry
        where entry.region_id = cases.region_id and entry.case_id = cases.id and entry.public),
      (select max(answer.hidden_at) from case_answers as answer
        where answer.region_id = cases.region_id and answer.case_id = cases.id)) as at
    from cases where cases.region_id = ${regionIn(tx)} and cases.number = any(${numbers}::text[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.number, row.at]));
}

/** The newest published messages of a list, as its page shows them; stubs without words are left out. */
export async function listFeed(tx: Tx, target: Target): Promise<FeedEntry[]> {
  const { place, clinicId, topic, q, outcome } = target;
  const { rows } = await publicPage(tx, {
    q,
    clinicId,
    topic,
    outcome: outcome as never,
    ...(place ? { [place.level === 'okrug' ? 'okrugId' : 'districtId']: place.id } : {}),
    page: 1,
    limit: FEED_ENTRIES_MAX,
  });
  const shown = rows.filter((row) => row.story_public !== null);
  const [clinics, changes] = [
    await clinicsByIds(tx, [...new Set(shown.map((row) => row.clinic_id))]),
    await changesOf(
      tx,
      shown.map((row) => row.number),
    ),
  ];
  return shown.map((row) => {
    const clinic = clinics.get(row.clinic_id);
    const nameRu = clinic?.nameRu ?? '';
    return {
      name: `case:${row.number}`,
      number: row.number,
      path: row.path,
      topic: { code: row.subject_code, ru: row.subject_ru, en: row.subject_en },
      clinic: { ru: nameRu, en: clinic?.nameEn ?? nameRu },
      state: row.state,
      move: null,
      story: row.story_public,
      publishedAt: row.published_at!,
      updatedAt: changes.get(row.number) ?? row.published_at!,
    };
  });
}

/** The public steps of one message, newest first. */
export async function caseFeed(tx: Tx, caseId: string): Promise<FeedEntry[]> {
  const { rows } = await sql<{
    number: string;
    path: string;
    code: string;
    ru: string;
    en: string;
    clinic_ru: string;
    clinic_en: string | null;
    state: string;
    move: string;
    seq: number;
    at: Date;
    story: string | null;
  }>`
    select cases.number, cases.path, cases.subject_code as code, cases.subject_ru as ru,
      cases.subject_en as en, clinics.name_ru as clinic_ru, clinics.name_en as clinic_en, cases.state,
      entry.move, entry.seq, entry.at,
      case when entry.move = 'publish' then complaints.story_public end as story
    from cases
    join complaints on complaints.region_id = cases.region_id and complaints.case_id = cases.id
    join clinics on clinics.region_id = cases.region_id and clinics.id = cases.clinic_id
    join case_entries as entry on entry.region_id = cases.region_id and entry.case_id = cases.id
      and entry.public
    where cases.region_id = ${regionIn(tx)} and cases.id = ${caseId} and ${isShown()}
    order by entry.seq desc limit ${FEED_ENTRIES_MAX}`.execute(tx.db);
  return rows.map((row) => ({
    name: `case:${row.number}:${row.seq}`,
    number: row.number,
    path: row.path,
    topic: { code: row.code, ru: row.ru, en: row.en },
    clinic: { ru: row.clinic_ru, en: row.clinic_en ?? row.clinic_ru },
    state: row.state,
    move: row.move,
    story: row.story,
    publishedAt: row.at,
    updatedAt: row.at,
  }));
}

/** When something published was last taken from the public, in the whole region; null when never. */
export async function takenAwayAt(tx: Tx): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest(
      (select max(erased_at) from cases where region_id = ${regionIn(tx)} and erased_at is not null),
      (select entry.at from case_entries as entry
        join cases on cases.region_id = entry.region_id and cases.id = entry.case_id
          and cases.published_at is not null
        where entry.region_id = ${regionIn(tx)} and entry.to_state in ('withdrawn', 'redirected', 'danger')
        order by entry.at desc limit 1)) as at`.execute(tx.db);
  return rows[0]?.at ?? null;
}
