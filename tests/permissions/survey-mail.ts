import type { DemoMessages } from '@otklik/adapters';
import type { Tx } from '@otklik/kernel';
import { formFor } from '@otklik/survey-forms';
import { stopTicket } from '../../modules/surveys/src/model/ticket.ts';
import { personFor } from '../../modules/surveys/src/store/people.ts';
import { REGION } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about letters of surveys: out, back, and stopped. */

type Arrange = NonNullable<Sample['arrange']>;
const RETURNED = '00000000-0000-4000-8000-0000000000e5';

/** An invitation at the world's clinic whose letter was not accepted. */
const returned: Arrange = async (tx: Tx, world: World) => {
  const asked = { kind: 'visit', sector: 'health', audience: 'adult' } as const;
  const form = (await formFor(tx, asked, '2026-06-10'))!;
  await tx.db
    .insertInto('survey_invitations')
    .values({
      region_id: REGION,
      id: RETURNED,
      visit_id: null,
      person_id: await personFor(tx, 'returned@example.org', 'ru'),
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
      remind_at: null,
    })
    .execute();
  await tx.db
    .insertInto('survey_letters')
    .values({
      region_id: REGION,
      id: '00000000-0000-4000-8000-0000000000e6',
      invitation_id: RETURNED,
      kind: 'invitation',
      state: 'failed',
      because: 'refused',
      not_before: tx.now,
    })
    .execute();
};

const ask = (input: (world: World) => unknown = () => ({})): Sample[] => [{ input }];
const ticket = (world: World): string =>
  stopTicket(world.house.app.ports.keys, {
    personId: '00000000-0000-4000-8000-0000000000e7',
    sender: '',
  });

export const SURVEY_MAIL: Readonly<Record<string, readonly Sample[]>> = {
  'surveys.plan-reminders': ask(),
  'surveys.count-days': ask(),
  'surveys.describe-visit-file': ask(),
  'surveys.list-mail': ask(),
  'surveys.list-attached': ask(),
  'surveys.record-attached': ask(() => ({ people: '[]' })),
  'surveys.draw-attached': ask(),
  'surveys.forget-attached': ask(),
  // Whoever knows the gateway's secret; without it nobody is believed.
  'surveys.take-message': ask((world) => {
    const box = world.house.app.ports.sms as DemoMessages;
    return { channel: 'sms', ...box.reply('+79160000000', 'СТОП') };
  }),
  'surveys.list-own': ask(),
  'surveys.allow-again': ask(() => ({ sender: '' })),
  'surveys.get-own-ways': ask(),
  'surveys.take-report': ask(() => ({ ticket: null, kind: 'unreadable', hash: 'x'.repeat(43) })),
  'surveys.look-at-stop': ask((world) => ({ ticket: ticket(world) })),
  'surveys.stop-by-link': ask((world) => ({ ticket: ticket(world) })),
  'surveys.put-rate': ask(() => ({ sector: 'health', from: '2026-06-10', rate: 0.5 })),
  'surveys.put-sender': ask((world) => ({
    place: world.clinic.code,
    from: '2026-06-10',
    name: 'Смирнова А. Б.',
    postRu: 'главный врач',
  })),
  'surveys.resend': [{ input: () => ({ invitation: RETURNED }), arrange: returned }],
  'surveys.lift-suppression': [
    { input: () => ({ invitation: RETURNED, reason: 'owner-said' }), arrange: returned },
  ],
};
