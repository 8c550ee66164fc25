import { readFile } from 'node:fs/promises';
import { enabledRegions, importBundled } from '@otklik/registry';
import { makeKeysOf } from '@otklik/survey-answers';
import type { Installation } from './assemble.ts';
import type { Faces } from './modules.ts';

/** Numbers to call, bodies to send to, the channel of appeals: once, an administrator's changes stay. */
async function importLanesOnce({ cases, complaints }: Faces, region: string): Promise<void> {
  const importer = { kind: 'system', region, name: 'bundled-lanes' } as const;
  const lanes = new URL(
    `../../../modules/complaints/data/lanes-${region.toLowerCase()}.json`,
    import.meta.url,
  );
  const found = await readFile(lanes, 'utf8').catch(() => null);
  if (!found || (await complaints.getLanes(importer, {})).known) return;
  const { bodies, emergency, duty_email, appeals } = JSON.parse(found) as Record<string, never>;
  await cases.importBodies(importer, { bodies: bodies! });
  await complaints.importLanes(importer, {
    emergency: emergency!,
    duty_email: duty_email!,
    appeals: appeals!,
  });
}

/** What every installation needs before its first visitor: the region's registry and topics. Idempotent. */
export async function importFirstData({ app, faces, settings }: Installation): Promise<void> {
  const { region } = settings;
  await importBundled(app, region);
  await importLanesOnce(faces, region);
  await importRepresentationOnce(faces, region);
  await importTerms(faces, await enabledRegions(app));
  await importForms(faces, region);
  await makeKeysOf(app, region);
  const file = new URL(
    `../../../modules/complaints/data/topics-${region.toLowerCase()}.json`,
    import.meta.url,
  );
  const topics = await readFile(file, 'utf8').catch(() => null);
  if (!topics) return app.log.warn('topics.none-bundled', { region });
  // Once: what an administrator changed afterwards is not undone by a restart.
  const known = await faces.complaints.listTopics(
    { kind: 'system', region, name: 'bundled-topics' },
    {},
  );
  if (known.length > 0) return;
  const importer = { kind: 'system', region, name: 'bundled-topics' } as const;
  await faces.complaints.importTopics(importer, JSON.parse(topics));
}

/** Who may file for whom: the verb itself leaves alone what an administrator has changed. */
async function importRepresentationOnce({ complaints }: Faces, region: string): Promise<void> {
  const file = new URL(
    `../../../modules/complaints/data/representation-${region.toLowerCase()}.json`,
    import.meta.url,
  );
  const rules = await readFile(file, 'utf8').catch(() => null);
  const importer = { kind: 'system', region, name: 'bundled-representation' } as const;
  if (rules) await complaints.importRepresentationRules(importer, JSON.parse(rules));
}

/** How long what is kept, for every region that is served: without a term nothing is deleted. */
async function importTerms(
  { retention }: Installation['faces'],
  regions: readonly string[],
): Promise<void> {
  const file = new URL('../../../modules/retention/data/terms.json', import.meta.url);
  const terms = JSON.parse(await readFile(file, 'utf8'));
  for (const region of regions)
    await retention.importTerms({ kind: 'system', region, name: 'bundled-terms' }, terms);
}

/** Ready questionnaires and of whom they are asked: what a region changed afterwards stays. */
async function importForms({ surveyForms }: Faces, region: string): Promise<void> {
  const folder = new URL('../../../modules/survey-forms/data/', import.meta.url);
  const { forms } = JSON.parse(await readFile(new URL('uses.json', folder), 'utf8')) as {
    forms: { file: string; kind: never; sector: string; audience: never; valid_from: string }[];
  };
  const bundled = [];
  for (const { file, valid_from: validFrom, ...use } of forms)
    bundled.push({ ...use, validFrom, resource: await readFile(new URL(file, folder), 'utf8') });
  const importer = { kind: 'system', region, name: 'bundled-forms' } as const;
  await surveyForms.importForms(importer, { forms: bundled });
}
