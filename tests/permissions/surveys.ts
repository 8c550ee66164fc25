import type { Actor } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { formFor } from '@otklik/survey-forms';
import { personFor } from '../../modules/surveys/src/store/people.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about surveys: forms, invitations, answers. */

const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];

const MINE = '00000000-0000-4000-8000-0000000000e1';
type Arrange = NonNullable<Sample['arrange']>;

/** An invitation that waits for the author of the world, by the address of their contact. */
const invited: Arrange = async (tx, world) => {
  const region_id = 'RU-MOW';
  const { email } = (await addressOf(tx, world.author.personId))!;
  const person_id = await personFor(tx, email, 'ru');
  const form = (await formFor(
    tx,
    { kind: 'visit', sector: 'health', audience: 'adult' },
    '2026-06-10',
  ))!;
  await tx.db
    .insertInto('survey_invitations')
    .values({
      region_id,
      id: MINE,
      visit_id: null,
      person_id,
      place_id: world.clinic.id,
      form_id: form.formId,
      form_version: form.version,
      kind: 'visit',
      sector: 'health',
      service_code: 'doctor-visit',
      state: 'open',
      send_at: tx.now,
      expires_on: '2100-01-01',
      spent_on: null,
      weight_class: 1,
      doctor_id: null,
    })
    .execute();
};

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
  'surveys.record-visits': ask(() => ({ visits: '[]' })),
  'surveys.plan-invitations': ask(),
  'surveys.carry-letters': ask(() => ({ outcomes: [], take: 0 })),
  'surveys.put-place': ask(() => ({
    code: 'school-1',
    sector: 'school',
    isState: true,
    nameRu: 'Школа № 1',
    zone: 'Europe/Moscow',
  })),
  'surveys.open-mine': [{ input: () => ({ id: MINE }), arrange: invited }],
  'surveys.list-mine': ask(),
  'surveys.list-desk': ask(),
  'surveys.forget-invitations': ask(),
  'surveys.forget-visits': ask(),
  'surveys.forget-people': ask(),
  'survey-answers.forget-drafts': ask(),
  'survey-answers.make-batch-keys': ask(),
  'survey-answers.make-comment-keys': ask(),
};
