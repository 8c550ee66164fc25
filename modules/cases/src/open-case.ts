import { json } from '@otklik/db';
import { newId, recordedAs, type Actor, type Tx } from '@otklik/kernel';
import { calendarOf, type ClinicFacts } from '@otklik/registry';
import { open } from './model/advance.ts';
import { dayOf } from './model/day.ts';
import type { Advanced } from './model/facts.ts';
import { firstNotice } from './model/ladder.ts';
import type { Terms } from './model/clocks.ts';
import {
  entryRow,
  movedColumns,
  nextNumber,
  regionId,
  writeClocks,
  type CaseRow,
} from './store/cases.ts';
import { tellAbout } from './tell.ts';

export interface NewCase {
  readonly kind: string;
  readonly pathPrefix: string;
  readonly state: 'draft' | 'submitted';
  readonly subject: { readonly code: string; readonly ru: string; readonly en: string };
  readonly clinic: ClinicFacts;
  /** The organisation that answers instead of the clinic; the clinic when absent. */
  readonly routedTo?: string | null;
  readonly terms: Terms;
  readonly authorId: string | null;
  readonly receiptHash: string | null;
  readonly dataKeyId: string;
  /** The author left no address: the receipt alone says who it is. */
  readonly byReceipt?: boolean;
}

export interface OpenedCase {
  readonly id: string;
  readonly number: string;
  readonly advanced: Advanced;
}

export { dayOf };

/** Columns that a new case leaves to the database. */
type Later =
  | 'retracted_at'
  | 'erased_at'
  | 'notice_at'
  | 'notice_step'
  | 'lead_id'
  | 'members_count'
  | 'supports_count';

/** A new case's row, its terms as they read back. */
export const caseColumns = (
  tx: Tx,
  fresh: NewCase,
  { id, number, advanced }: OpenedCase,
): Omit<CaseRow, Later> => ({
  region_id: regionId(tx),
  id,
  number,
  kind: fresh.kind,
  path: `${fresh.pathPrefix}/${number}`,
  submitted_at: null,
  published_at: null,
  answered_at: null,
  reply_days: null,
  reply_timing: null,
  interim_timing: null,
  again_days: null,
  again_timing: null,
  refusal_reason: null,
  proposal_late_noted: false,
  ...movedColumns(advanced),
  overdue_noted: false,
  subject_code: fresh.subject.code,
  subject_ru: fresh.subject.ru,
  subject_en: fresh.subject.en,
  clinic_id: fresh.clinic.id,
  district_id: fresh.clinic.districtId,
  okrug_id: fresh.clinic.okrugId,
  organisation_id: fresh.clinic.organisationId,
  routed_to: fresh.routedTo ?? null,
  zone: fresh.clinic.zone,
  terms: fresh.terms,
  author_id: fresh.authorId,
  receipt_hash: fresh.receiptHash,
  data_key_id: fresh.dataKeyId,
  opened_at: tx.now,
  demo: false,
  by_receipt: fresh.byReceipt ?? false,
  fine_since: fresh.byReceipt ? tx.now : null,
});

/** Opens a case in the caller's transaction: its row, first entry and first clock. */
export async function openCase(tx: Tx, actor: Actor, fresh: NewCase): Promise<OpenedCase> {
  const region = regionId(tx);
  const { clinic } = fresh;
  const { calendar } = await calendarOf(tx, region);
  const advanced = open(fresh.terms, fresh.state, tx.now, { calendar, zone: clinic.zone });
  // Such an id holds the moment it was made at: of an anonymous message, the day alone.
  const id = newId((fresh.byReceipt ? dayOf(tx.now) : tx.now).getTime());
  const number = await nextNumber(tx);
  const notice = firstNotice(advanced, tx.now, { calendar, zone: clinic.zone });
  const row = {
    ...caseColumns(tx, fresh, { id, number, advanced }),
    terms: json(fresh.terms),
    notice_at: notice?.at ?? null,
    notice_step: notice?.step ?? null,
  };
  const [inserted] = await tx.db.insertInto('cases').values(row).returningAll().execute();
  await tx.db
    .insertInto('case_entries')
    .values({
      ...entryRow(region, id, advanced.entry, recordedAs(actor), null),
      public_facts: null,
    })
    .execute();
  await writeClocks(tx, id, advanced);
  await tellAbout(tx, inserted!, advanced);
  return { id, number, advanced };
}
