import pg from 'pg';
import { expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';
import { coordinator, importTestForm, shortForm } from './forms.ts';

const house = useInstallation();
const face = () => house.it.faces.surveyForms;
const code = (refused: string, data?: object) => ({ code: refused, ...(data ? { data } : {}) });

test('a form goes from nothing to published by two people, and a person of the street finds it', async () => {
  const editor = coordinator();
  const reader = coordinator();
  const { form, version } = await face().createForm(editor, {
    name: 'from-nothing',
    title: 'С нуля',
    kind: 'open',
    sector: 'school',
  });
  const add = (revision: number) =>
    face().editDraft(editor, {
      form,
      revision,
      change: { kind: 'add-item', linkId: 'q', type: 'choice', text: 'Как?', into: null, at: 0 },
    });
  expect(await add(1)).toMatchObject({ revision: 2 });
  await expect(add(1)).rejects.toMatchObject(code('changed-meanwhile'));
  await expect(add(2)).rejects.toMatchObject(code('already-exists'));
  // A choice without answers is nothing for a page, and the refusal says so.
  await expect(face().publishVersion(reader, { form, version, revision: 2 })).rejects.toMatchObject(
    code('invalid-input', {
      reason: 'form-unfit',
      findings: [{ linkId: 'q', rule: 'unfit-for-page' }],
    }),
  );
  for (const [at, text] of ['Хорошо', 'Плохо'].entries())
    await face().editDraft(editor, {
      form,
      revision: 2 + at,
      change: { kind: 'put-option', linkId: 'q', at, option: { code: `o${at}`, text } },
    });
  const publish = (by = reader, from?: string) =>
    face().publishVersion(by, { form, version, revision: 4, ...(from ? { from } : {}) });
  await expect(publish(editor)).rejects.toMatchObject(code('forbidden', { reason: 'own-work' }));
  await expect(publish(reader, '2020-01-01')).rejects.toMatchObject(code('date-unfit'));
  await publish(reader, '2026-07-01');
  await expect(publish()).rejects.toMatchObject(code('not-found'));

  const { forms } = await face().findForms(visitor(), { id: form });
  expect(forms).toMatchObject([{ version, resource: { status: 'active', title: 'С нуля' } }]);
  const words = await face().listWords(reader, { form, version, language: 'en' });
  expect(words.words.map(({ own, translated }) => [own, translated])).toContainEqual([
    'Как?',
    null,
  ]);
  const out = await face().exportForm(reader, { form, version });
  expect(out.resource).toEqual(forms[0]!.resource);
  await expect(face().retireVersion(reader, { form, version })).rejects.toMatchObject(
    code('move-impossible', { reason: 'in-use' }),
  );
});

test('whoever had a hand in a draft does not publish it, though another edited last', async () => {
  const [first, second, third] = [coordinator(), coordinator(), coordinator()];
  const resource = JSON.stringify(shortForm('two-hands'));
  const { form, version } = await face().importForm(first, { resource });
  await face().editDraft(second, {
    form,
    revision: 1,
    change: { kind: 'put-title', title: 'Иначе' },
  });
  for (const by of [first, second])
    await expect(face().publishVersion(by, { form, version, revision: 2 })).rejects.toMatchObject(
      code('forbidden'),
    );
  await face().publishVersion(third, { form, version, revision: 2 });
});

test('a published version never changes, by nobody’s hand', async () => {
  const { form, version } = await importTestForm(house.it, 'for-good', true);
  const by = coordinator();
  await expect(
    face().editDraft(by, { form, revision: 1, change: { kind: 'put-title', title: 'Иначе' } }),
  ).rejects.toMatchObject(code('not-found'));
  const client = new pg.Client({ connectionString: house.it.ownerUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.region', $1, false)`, [REGION]);
    await expect(
      client.query(`update survey_form_versions set resource = '{}' where form_id = $1`, [form]),
    ).rejects.toMatchObject({ message: 'a published form does not change' });
  } finally {
    await client.end();
  }
  const next = await face().beginVersion(by, { form });
  expect(next).toMatchObject({ version: '1.1.0', revision: 1 });
  await expect(face().beginVersion(by, { form })).rejects.toMatchObject(code('already-exists'));
  const seen = await face().getVersion(by, { form, version: '1.1.0' });
  expect(seen).toMatchObject({
    state: 'draft',
    is_own: true,
    changes: { since: version, added: [] },
  });
});

test('every state of a preview is shown, and the one with nothing filled in names what is missing', async () => {
  const { form, version } = await importTestForm(house.it, 'previewed', false);
  const { states } = await face().preview(coordinator(), { form, version });
  for (const { state } of states) {
    const shown = await face().preview(coordinator(), { form, version, state });
    expect(shown.state.state).toBe(state);
    expect(shown.findings.map(({ rule }) => rule)).toEqual(state === 'missing' ? ['required'] : []);
  }
  await expect(
    face().preview(coordinator(), { form, version, state: 'none' }),
  ).rejects.toMatchObject(code('not-found'));
});

test('the ready forms are there: asked in their sectors, the reconstructed one a draft', async () => {
  const { forms } = await face().listForms(coordinator(), {});
  const ready = new Map(forms.map((one) => [one.url.split('/').at(-1), one]));
  expect(ready.get('social-5point')?.versions).toMatchObject([{ state: 'published' }]);
  expect(ready.get('social-5point')?.uses.length).toBe(10);
  expect(ready.get('six-criteria')?.versions).toMatchObject([{ state: 'published' }]);
  const nok = ready.get('nok-ambulatory-2018');
  expect(nok).toMatchObject({ versions: [{ state: 'draft' }], uses: [] });
  const seen = await face().getVersion(coordinator(), { form: nok!.form, version: '1.0.0' });
  expect(seen.is_reconstructed).toBe(true);
});

test('forms are for those who keep a whole region', async () => {
  const clinic = proven(
    staff(newId(), { role: 'administrator', reach: { kind: 'clinic', id: newId() } }),
  );
  const moderator = proven(staff(newId(), { role: 'moderator', reach: { kind: 'region' } }));
  for (const by of [clinic, moderator])
    await expect(face().listForms(by, {})).rejects.toMatchObject(code('forbidden'));
  const { forms } = await face().findForms(visitor(), { url: shortForm('previewed').url });
  expect(forms).toEqual([]);
});
