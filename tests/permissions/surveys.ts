import { regionScope, type Actor, type Tx } from '@otklik/kernel';
import { addressOf } from '@otklik/notices';
import { makeKeysOf } from '@otklik/survey-answers';
import { formFor } from '@otklik/survey-forms';
import { tokenHash } from '../../modules/surveys/src/model/token.ts';
import { personFor } from '../../modules/surveys/src/store/people.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about surveys: forms, invitations, answers. */

const ask = (input: (world: World, actor: Actor) => unknown = () => ({})): Sample[] => [{ input }];

const TOKEN = 'q'.repeat(43);
const MINE = '00000000-0000-4000-8000-0000000000e1';
type Arrange = NonNullable<Sample['arrange']>;

async function invite(
  tx: Tx,
  { id, clinic, email }: { readonly id: string; readonly clinic: string; readonly email: string },
): Promise<void> {
  const asked = { kind: 'visit', sector: 'health', audience: 'adult' } as const;
  const form = (await formFor(tx, asked, '2026-06-10'))!;
  await tx.db
    .insertInto('survey_invitations')
    .values({
      region_id: REGION,
      id,
      visit_id: null,
      person_id: await personFor(tx, email, 'ru'),
      place_id: clinic,
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
}

/** An invitation that waits for the author of the world, by the address of their contact. */
const invited: Arrange = async (tx, world) => {
  const { email } = (await addressOf(tx, world.author.personId))!;
  await invite(tx, { id: MINE, clinic: world.clinic.id, email });
};

/** The world's own: one open invitation with a link that everybody who asks here holds. */
export async function surveyOfWorld({ app, clock }: TestInstallation, clinic: string) {
  await makeKeysOf(app, REGION);
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = '00000000-0000-4000-8000-0000000000e2';
      await invite(tx, { id, clinic, email: 'asked@example.org' });
      const row = { invitation_id: id, way: 'letter', expires_on: '2100-01-01' } as const;
      await tx.db
        .insertInto('survey_tokens')
        .values({ region_id: REGION, token_hash: tokenHash(TOKEN), ...row })
        .execute();
    },
    { now: clock.now() },
  );
}

const grade = (linkId: string) => ({
  linkId,
  answer: [
    {
      valueCoding: { system: 'https://otklik.example/fhir/CodeSystem/five-point', code: '5' },
    },
  ],
});
const ANSWERED = [{ linkId: 'visit', item: ['doctor', 'staff', 'building'].map(grade) }];

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
  'surveys.choose-ways': [
    {
      input: () => ({ ways: [], prefers: null, hours: null, locale: 'ru' }),
      arrange: invited,
    },
  ],
  'surveys.list-desk': ask(),
  'surveys.forget-invitations': ask(),
  'surveys.forget-visits': ask(),
  'surveys.forget-people': ask(),
  'survey-answers.look-at-link': ask(() => ({ token: TOKEN, locale: 'ru' })),
  'survey-answers.save-draft': ask(() => ({
    token: TOKEN,
    step: ['visit'],
    fields: [['visit/doctor', '5']],
  })),
  'survey-answers.finish': ask(() => ({
    token: TOKEN,
    response: { item: ANSWERED },
    nonce: 'n'.repeat(43),
  })),
  'survey-answers.release': ask(),
  'survey-answers.count-set-aside': ask(),
  'survey-answers.get-place-results': ask((world) => ({ place: world.clinic.code, locale: 'ru' })),
  'survey-answers.get-access-results': ask(() => ({ locale: 'ru' })),
  'survey-answers.forget-drafts': ask(),
  'survey-answers.make-batch-keys': ask(),
  'survey-answers.make-comment-keys': ask(),
};
