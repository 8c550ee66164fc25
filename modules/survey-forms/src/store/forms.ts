import { AppError, type Tx } from '@otklik/kernel';
import { readForm, type Form } from '@otklik/questionnaire';
import { regionIn, type FormAudience, type FormKind } from './tables.ts';

/** Which form, and of which version: what an answer is counted by. */
export interface FormRef {
  readonly formId: string;
  readonly version: string;
}

const FORMS_MAX = 500;
// A published version never changes, so what was read once holds for the life of the process.
const known = new Map<string, Form>();

/**
 * The form of one version, published or retired, ready for the engine. Works under both roles.
 * @throws AppError not-found
 */
export async function formVersion(tx: Tx, id: string, version: string): Promise<Form> {
  const key = `${regionIn(tx)}/${id}/${version}`;
  const kept = known.get(key);
  if (kept) return kept;
  const row = await tx.db
    .selectFrom('survey_form_versions')
    .select('resource')
    .where('region_id', '=', regionIn(tx))
    .where('form_id', '=', id)
    .where('version', '=', version)
    .where('state', '!=', 'draft')
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { object: 'survey-form' });
  const form = readForm(row.resource);
  if (known.size >= FORMS_MAX) known.clear();
  known.set(key, form);
  return form;
}

/** What is asked about of whom. */
export interface FormQuestion {
  readonly kind: FormKind;
  readonly sector: string;
  readonly audience: FormAudience;
}

/** The form in use on a day (`YYYY-MM-DD`), or null where a region asks nobody that. */
export async function formFor(
  tx: Tx,
  { kind, sector, audience }: FormQuestion,
  day: string,
): Promise<FormRef | null> {
  const row = await tx.db
    .selectFrom('survey_form_uses')
    .select(['form_id', 'version'])
    .where('region_id', '=', regionIn(tx))
    .where('kind', '=', kind)
    .where('sector', '=', sector)
    .where('audience', '=', audience)
    .where('valid_from', '<=', day)
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', day)]))
    .orderBy('valid_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? { formId: row.form_id, version: row.version } : null;
}
