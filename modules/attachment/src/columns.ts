import type { Column } from '@otklik/registry';

const text = (name: string, rest: Partial<Column> = {}): Column => ({
  name,
  type: 'text',
  required: false,
  ...rest,
});

/** The columns of a file of admissions; `docs/reference/import-formats.md` lists them. */
export const ADMISSION_COLUMNS: readonly Column[] = [
  text('clinic', { required: true }),
  text('ages', { otherwise: 'both' }),
  { name: 'places', type: 'number', required: false },
  { name: 'takes_unattached', type: 'yes-no', required: false },
  { name: 'referral_only', type: 'yes-no', required: false, otherwise: false },
  text('url'),
  text('told_on'),
  text('valid_from'),
  text('valid_to'),
];

/** The columns of a file of houses. */
export const CATCHMENT_COLUMNS: readonly Column[] = [
  text('clinic', { required: true }),
  text('ages', { otherwise: 'both' }),
  text('town', { otherwise: '' }),
  text('street', { required: true }),
  text('houses', { otherwise: '' }),
];
