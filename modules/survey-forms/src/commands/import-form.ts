import { AppError, defineCommand } from '@otklik/kernel';
import { sendForm as input } from '../edit-schema.ts';
import { maySendForms } from '../editors.ts';
import { checkFit } from '../model/fit.ts';
import { readImport } from '../model/import.ts';
import { textOf } from '../model/json.ts';
import { nextVersion } from '../model/versions.ts';
import { formByUrl, insertDraft, insertForm, versionsOf } from '../store/versions.ts';

const VERSION = /^[\w.-]{1,40}$/;

/**
 * Takes a FHIR R4 Questionnaire in as a draft, faults and all, and tells every fault. A form whose address is
 * known gets a new version.
 *
 * @throws AppError invalid-input { reason: 'import', faults } for what cannot even be a draft, already-exists
 * while the form has a draft
 */
export const importForm = defineCommand({
  name: 'survey-forms.import-form',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: maySendForms,
  async handle({ tx, subject: by, input: { resource: text, kind, sector } }) {
    const read = readImport(text);
    if ('faults' in read)
      throw new AppError('invalid-input', { reason: 'import', faults: read.faults });
    const { resource, notices } = read;
    const url = String(resource['url']);
    const known = await formByUrl(tx, url);
    const form = known?.id ?? (await insertForm(tx, { url, kind, sector }));
    const rows = await versionsOf(tx, known ? [form] : []);
    if (rows.some(({ state }) => state === 'draft'))
      throw new AppError('already-exists', { what: 'draft' });
    const taken = new Set(rows.map((row) => row.version));
    const named = textOf(resource['version']) ?? '1.0.0';
    const own = VERSION.test(named) ? named : '1.0.0';
    const version = taken.has(own) ? nextVersion(own, taken) : own;
    await insertDraft(tx, { form, version, resource: { ...resource, version }, by });
    return { form, version, revision: 1, notices, findings: checkFit(resource) };
  },
  audit: ({ output }) => ({ object: output.form, after: `draft:${output.version}` }),
});
