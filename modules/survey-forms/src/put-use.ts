import { AppError, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { insertUse } from './store/uses.ts';
import type { FormAudience, FormKind } from './store/tables.ts';

export interface NewUse {
  readonly form: string;
  readonly version: string;
  readonly kind: FormKind;
  readonly sector: string;
  readonly audience: FormAudience;
  readonly from: string;
  readonly until?: string;
}

/** @throws AppError date-unfit for a day of the past or an end before the beginning, already-exists */
export async function putUse(tx: Tx, use: NewUse): Promise<void> {
  const { form, until = null, from, ...rest } = use;
  if (from < (await todayOf(tx))) throw new AppError('date-unfit', { reason: 'past' });
  if (until !== null && until < from)
    throw new AppError('date-unfit', { reason: 'end-before-start' });
  await insertUse(tx, { ...rest, form_id: form, valid_from: from, valid_to: until });
}
