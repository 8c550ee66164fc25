import { importTestForm } from '../../modules/survey-forms/test/forms.ts';
import type { TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the builder of questionnaires. */

const ask = (input: (world: World) => unknown): Sample[] => [{ input }];
const NEW = JSON.stringify({
  resourceType: 'Questionnaire',
  url: 'https://example.org/Questionnaire/new',
  version: '1',
  status: 'active',
  title: 'Новая',
  item: [],
});

/** A form of the world with a draft, and one that is published. */
export const formsOfWorld = async (house: TestInstallation) => ({
  draft: await importTestForm(house, 'world-draft', false),
  published: await importTestForm(house, 'world-published', true),
});

const draft = ({ forms }: World) => ({ form: forms.draft.form, revision: 1 });
const version = ({ forms }: World) => forms.draft;
const CHANGE = {
  kind: 'put-translation',
  linkId: null,
  part: 'title',
  language: 'en',
  text: 'Title',
};

export const SURVEY_FORMS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-forms.create-form': ask(() => ({
    name: 'fresh',
    title: 'Свежая',
    kind: 'visit',
    sector: 'health',
  })),
  'survey-forms.edit-draft': ask((world) => ({ ...draft(world), change: CHANGE })),
  'survey-forms.edit-words': ask((world) => ({ ...draft(world), changes: [CHANGE] })),
  'survey-forms.begin-version': ask(({ forms }) => ({ form: forms.published.form })),
  'survey-forms.publish-version': ask((world) => ({ ...draft(world), ...version(world) })),
  'survey-forms.retire-version': ask(({ forms }) => forms.published),
  'survey-forms.import-form': ask(() => ({ resource: NEW })),
  'survey-forms.put-use': ask(({ forms }) => ({
    ...forms.published,
    audience: 'child',
    from: '2100-01-01',
  })),
  'survey-forms.list-forms': ask(() => ({})),
  'survey-forms.get-version': ask(version),
  'survey-forms.check-draft': ask(version),
  'survey-forms.preview': ask(version),
  'survey-forms.export-form': ask(version),
  'survey-forms.list-words': ask((world) => ({ ...version(world), language: 'en' })),
  'survey-forms.find-forms': ask(() => ({ title: 'ничего такого' })),
};
