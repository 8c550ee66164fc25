import type { TableKind } from './formats.ts';

/** How the text of a cell becomes a value of the row. Empty is null everywhere. */
export type CellType = 'text' | 'number' | 'yes-no';

export interface Column {
  /** The name in the file's first line, and of the row's field unless `field` says another. */
  readonly name: string;
  readonly type: CellType;
  /** The file must have it. Other columns may be missing: then every row has them empty. */
  readonly required: boolean;
  readonly field?: string;
  /** What an empty or missing cell means. */
  readonly otherwise?: string | boolean;
}

const text = (name: string, required = false, rest: Partial<Column> = {}): Column => ({
  name,
  type: 'text',
  required,
  ...rest,
});
const number = (name: string): Column => ({ name, type: 'number', required: false });
const VALIDITY = [text('valid_from'), text('valid_to')];

/** The documented columns of each kind; `docs/reference/import-formats.md` lists them. */
export const COLUMNS: Readonly<Record<TableKind, readonly Column[]>> = {
  organisations: [
    text('code', true, { field: 'id' }),
    text('name_ru', true),
    text('name_en', true),
    { name: 'is_state', type: 'yes-no', required: false, otherwise: true },
    text('sector', false, { otherwise: 'health' }),
    ...VALIDITY,
  ],
  clinics: [
    text('code', true, { field: 'id' }),
    text('name_ru', true),
    text('name_en'),
    number('number'),
    number('branch_number'),
    text('audience', false, { field: 'kind', otherwise: 'adult' }),
    text('unit', false, { otherwise: 'head_or_unspecified' }),
    text('service', false, { otherwise: 'general' }),
    text('operator', false, { otherwise: 'unspecified' }),
    text('organisation'),
    text('address_ru'),
    text('phone'),
    text('website'),
    number('lat'),
    number('lng'),
    text('okrug'),
    text('district', false, { field: 'district_okato' }),
    text('time_zone'),
    { name: 'demo', type: 'yes-no', required: false, otherwise: false },
    ...VALIDITY,
  ],
  objects: [
    text('clinic', true),
    text('code', true),
    text('kind', true),
    text('name_ru', true),
    text('name_en', true),
    ...VALIDITY,
  ],
  doctors: [
    text('code', true),
    text('last_name', true),
    text('first_name', true),
    text('patronymic'),
    { name: 'synthetic', type: 'yes-no', required: false, otherwise: false },
    ...VALIDITY,
  ],
  posts: [
    text('doctor', true),
    text('clinic', true),
    text('specialty', true),
    text('title'),
    text('valid_from', true),
    text('valid_to'),
  ],
};
