import { readCase, regionId, type CaseRow } from '@otklik/cases';
import { AppError, type Tx } from '@otklik/kernel';
import { appealOf, type AppealRow } from './store/appeals.ts';
import { loneAppealOf } from './store/lone-appeals.ts';

/** Where an appeal stands: beside its complaint, or by itself. What of a case's row it needs either way. */
export type AppealHome = Pick<
  CaseRow,
  | 'id'
  | 'region_id'
  | 'number'
  | 'path'
  | 'zone'
  | 'author_id'
  | 'receipt_hash'
  | 'data_key_id'
  | 'demo'
  | 'clinic_id'
  | 'district_id'
  | 'okrug_id'
  | 'organisation_id'
  | 'routed_to'
  | 'subject_ru'
  | 'subject_en'
>;

export interface PlacedAppeal {
  readonly row: AppealHome;
  readonly appeal: AppealRow;
}

/** The page of an appeal that stands by itself, for its author. */
export const lonePath = (number: string): string => `/appeals/${number}`;

/** Where those who decide about an appeal find it. */
export const deskPathOf = (appeal: AppealRow, { number }: Pick<AppealHome, 'number'>): string =>
  appeal.case_id === null ? `/desk/appeals/${number}` : `/desk/cases/${number}#appeal`;

/** The home of an appeal without a complaint, from its own row. */
export function loneHome(tx: Tx, appeal: AppealRow): AppealHome {
  const { number, data_key_id, clinic_id, zone } = appeal;
  if (number === null || data_key_id === null || clinic_id === null || zone === null)
    throw new AppError('internal', { reason: 'appeal-nowhere' });
  return {
    id: appeal.id,
    region_id: regionId(tx),
    number,
    path: lonePath(number),
    zone,
    author_id: appeal.author_id,
    receipt_hash: null,
    data_key_id,
    demo: false,
    clinic_id,
    district_id: appeal.district_id,
    okrug_id: appeal.okrug_id,
    organisation_id: appeal.organisation_id,
    routed_to: null,
    subject_ru: appeal.subject_ru ?? '',
    subject_en: appeal.subject_en ?? '',
  };
}

/** The appeal of this number, or the one beside the complaint of this number. @throws AppError not-found */
export async function placedAppeal(tx: Tx, number: string, lock: boolean): Promise<PlacedAppeal> {
  const alone = await loneAppealOf(tx, number, lock);
  if (alone) return { row: loneHome(tx, alone), appeal: alone };
  const row = await readCase(tx, { number });
  const appeal = await appealOf(tx, row.id, lock);
  if (!appeal) throw new AppError('not-found', { kind: 'appeal' });
  return { row, appeal };
}
