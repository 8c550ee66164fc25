import type { Actor } from '@otklik/kernel';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about surveys: forms, invitations, answers. */

const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];

const FORM = JSON.stringify({
  resourceType: 'Questionnaire',
  url: 'https://otklik.example/fhir/Questionnaire/sample',
  version: '1',
  status: 'active',
  item: [{ linkId: 'q', type: 'boolean', text: 'Так?' }],
});

export const SURVEYS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-forms.import-forms': ask(() => ({
    forms: [
      {
        resource: FORM,
        kind: 'open',
        sector: 'school',
        audience: 'adult',
        validFrom: '2026-01-01',
      },
    ],
  })),
  'surveys.forget-invitations': ask(),
  'surveys.forget-visits': ask(),
  'surveys.forget-people': ask(),
  'survey-answers.forget-drafts': ask(),
  'survey-answers.make-batch-keys': ask(),
  'survey-answers.make-comment-keys': ask(),
};
