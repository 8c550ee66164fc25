import { randomUUID } from 'node:crypto';
import { json } from '@otklik/db';
import { AppError, digestOf, type Tx } from '@otklik/kernel';
import type { Selectable } from 'kysely';
import type { Json } from '../model/json.ts';
import {
  regionIn,
  type FormKind,
  type SurveyFormTable,
  type SurveyFormVersionTable,
} from './tables.ts';

export type FormRow = Selectable<SurveyFormTable>;
export type VersionRow = Selectable<SurveyFormVersionTable>;

const versions = (tx: Tx) =>
  tx.db.selectFrom('survey_form_versions').selectAll().where('region_id', '=', regionIn(tx));

export const allForms = (tx: Tx): Promise<FormRow[]> =>
  tx.db
    .selectFrom('survey_forms')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .orderBy('url')
    .limit(500)
    .execute();

/** @throws AppError not-found */
export async function formById(tx: Tx, id: string): Promise<FormRow> {
  const row = await tx.db
    .selectFrom('survey_forms')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'survey-form' });
  return row;
}

export const formByUrl = (tx: Tx, url: string): Promise<FormRow | undefined> =>
  tx.db
    .selectFrom('survey_forms')
    .selectAll()
    .where('region_id', '=', regionIn(tx))
    .where('url', '=', url)
    .executeTakeFirst();

/** Every version of these forms, the draft first, then the newest. */
export const versionsOf = (tx: Tx, formIds: readonly string[]): Promise<VersionRow[]> =>
  formIds.length === 0
    ? Promise.resolve([])
    : versions(tx)
        .where('form_id', 'in', formIds)
        .orderBy((eb) => eb('state', '=', 'draft'), 'desc')
        .orderBy('published_at', 'desc')
        .orderBy('version')
        .execute();

/** @throws AppError not-found */
export async function versionOf(tx: Tx, form: string, version: string): Promise<VersionRow> {
  const row = await versions(tx)
    .where('form_id', '=', form)
    .where('version', '=', version)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'survey-form' });
  return row;
}

/** The draft of a form, locked. @throws AppError not-found, changed-meanwhile for another revision */
export async function draftOf(tx: Tx, form: string, revision: number): Promise<VersionRow> {
  const row = await versions(tx)
    .where('form_id', '=', form)
    .where('state', '=', 'draft')
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', { kind: 'survey-form-draft' });
  if (row.revision !== revision) throw new AppError('changed-meanwhile');
  return row;
}

export async function insertForm(
  tx: Tx,
  values: { readonly url: string; readonly kind: FormKind; readonly sector: string },
): Promise<string> {
  const id = randomUUID();
  await tx.db
    .insertInto('survey_forms')
    .values({ region_id: regionIn(tx), id, ...values, state: 'active' })
    .execute();
  return id;
}

/** A new draft. The table lets a form have one. */
export async function insertDraft(
  tx: Tx,
  draft: {
    readonly form: string;
    readonly version: string;
    readonly resource: Json;
    readonly by: string;
  },
): Promise<void> {
  const { form, version, resource, by } = draft;
  await tx.db
    .insertInto('survey_form_versions')
    .values({
      region_id: regionIn(tx),
      form_id: form,
      version,
      resource: json(resource),
      state: 'draft',
      digest: digestOf(resource),
      edited_by: by,
      published_by: null,
      published_at: null,
      editors: [by],
    })
    .execute();
}

const one = (tx: Tx, { form_id, version }: VersionRow) =>
  tx.db
    .updateTable('survey_form_versions')
    .where('region_id', '=', regionIn(tx))
    .where('form_id', '=', form_id)
    .where('version', '=', version);

/** Puts a changed resource into a draft. @returns its new revision */
export async function saveDraft(
  tx: Tx,
  row: VersionRow,
  resource: Json,
  by: string,
): Promise<number> {
  const revision = row.revision + 1;
  await one(tx, row)
    .set({
      resource: json(resource),
      digest: digestOf(resource),
      edited_by: by,
      editors: [...new Set([...row.editors, by])],
      revision,
    })
    .execute();
  return revision;
}

export async function publish(tx: Tx, row: VersionRow, resource: Json, by: string): Promise<void> {
  await one(tx, row)
    .set({
      resource: json(resource),
      digest: digestOf(resource),
      state: 'published',
      published_by: by,
      published_at: tx.now,
    })
    .execute();
}

export async function retire(tx: Tx, row: VersionRow): Promise<void> {
  await one(tx, row).set({ state: 'retired' }).execute();
}
