import { sql } from 'kysely';
import { clinicById } from '@otklik/registry';
import { newReceipt } from '@otklik/cases';
import type { Actor, Tx } from '@otklik/kernel';
import { insertThanks, placeOf } from '../../modules/thanks/src/store/thanks.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about thanks. */

const ID = '00000000-0000-7000-8000-0000000000d1';
const NUMBER = '26-900000-7';
const RECEIPT = newReceipt();
const TEXT = 'Спасибо за внимание: приняли вовремя и всё объяснили.';
type Arrange = NonNullable<Sample['arrange']>;

interface Made {
  readonly isPublished?: boolean;
  /** Who wrote it: whoever asks, or nobody. */
  readonly isOwn?: boolean;
  /** Whether it thanks whoever asks. */
  readonly isAboutAsker?: boolean;
}

async function made(tx: Tx, world: World, actor: Actor, how: Made): Promise<void> {
  const clinic = await clinicById(tx, world.clinic.id);
  const data_key_id = await tx.vault.newKey();
  await insertThanks(tx, {
    id: ID,
    number: NUMBER,
    clinic_id: clinic.id,
    organisation_id: clinic.organisationId,
    district_id: clinic.districtId,
    okrug_id: clinic.okrugId,
    zone: clinic.zone,
    data_key_id,
    text_sealed: await tx.vault.seal(data_key_id, placeOf('text_sealed', ID), TEXT),
    author_id: how.isOwn && actor.kind === 'person' ? actor.personId : null,
    receipt_hash: world.house.app.ports.keys.hash('thanks-receipt', RECEIPT),
    danger: false,
    filed_at: tx.now,
    demo: false,
  });
  const isPerson = how.isAboutAsker && actor.kind === 'person';
  await tx.db
    .insertInto('thanks_people')
    .values({
      region_id: 'RU-MOW',
      thanks_id: ID,
      id: ID,
      words_sealed: '',
      post_id: isPerson ? await withPost(tx, world) : null,
      settled_by: null,
      unclear: false,
      consent: isPerson ? 'given' : 'not-asked',
      asked_at: null,
      answered_at: isPerson ? tx.now : null,
      answered_by: isPerson ? actor.personId : null,
      delivered_at: null,
    })
    .execute();
  if (how.isPublished)
    await tx.db
      .updateTable('thanks')
      .set({
        state: 'published',
        text_public: TEXT,
        marked_sealed: await tx.vault.seal(data_key_id, placeOf('marked_sealed', ID), TEXT),
        published_at: tx.now,
      })
      .where('id', '=', ID)
      .execute();
}

/** A doctor with a post in the clinic of the cases. */
async function withPost(tx: Tx, world: World): Promise<string> {
  await sql`
    insert into doctors (region_id, id, code, last_name, first_name, synthetic)
    values ('RU-MOW', ${ID}, 'd-9', 'Снегирёва', 'Анна', false)`.execute(tx.db);
  await sql`
    insert into posts (region_id, id, doctor_id, clinic_id, specialty_id, valid_from)
    values ('RU-MOW', ${ID}, ${ID}, ${world.clinic.id}, 'therapist', '2020-01-01')`.execute(tx.db);
  return ID;
}

const arranged =
  (how: Made = {}): Arrange =>
  async (tx, world, actor) => {
    await made(tx, world, actor, how);
  };
const on = (
  rest: Record<string, unknown> = {},
  arrange: Arrange = arranged(),
  title?: string,
): Sample => ({
  ...(title ? { title } : {}),
  input: () => ({ number: NUMBER, ...rest }),
  arrange,
});

const asEye = (output: { eye: string }): string => `as ${output.eye}`;

export const THANKS: Readonly<Record<string, readonly Sample[]>> = {
  'thanks.send-thanks': [
    {
      input: (w) => ({ clinic: w.clinic.code, text: TEXT }),
      options: { proofOfWork: 'no-script' },
    },
  ],
  'thanks.publish-thanks': [on()],
  'thanks.refuse-thanks': [on({ reason: 'not-thanks' })],
  'thanks.settle-person': [on({ personId: ID })],
  'thanks.answer-consent': [
    on(
      { personId: ID, answer: 'taken-back' },
      arranged({ isPublished: true, isAboutAsker: true }),
      'about oneself',
    ),
  ],
  'thanks.mark-delivered': [on({ personId: ID }, arranged({ isPublished: true }))],
  'thanks.withdraw-thanks': [
    on({}, arranged({ isOwn: true }), 'of one’s own'),
    { title: 'by receipt', input: () => ({ receipt: RECEIPT }), arrange: arranged() },
  ],
  'thanks.erase-thanks': [
    { input: () => ({ subjectId: ID, ground: 'Просьба автора' }), arrange: arranged() },
  ],
  'thanks.forget-settled': [{ input: () => ({}) }],
  // Questions change nothing, and find what the world holds.
  'thanks.follow-thanks': [{ input: (w) => ({ receipt: w.thanks.receipt }) }],
  'thanks.get-thanks': [
    { title: 'not published', input: (w) => ({ number: w.thanks.waiting }), shows: asEye },
    { title: 'published', input: (w) => ({ number: w.thanks.published }), shows: asEye },
  ],
  'thanks.list-thanks': [{ input: () => ({}) }],
  'thanks.list-waiting': [
    {
      input: () => ({}),
      shows: (output: { waiting: unknown[] }) => (output.waiting.length > 0 ? 'it' : 'nothing'),
    },
  ],
  'thanks.list-own': [
    {
      input: () => ({}),
      shows: (output: { written: unknown[] }) => `${output.written.length} written`,
    },
  ],
  'thanks.list-to-hand-over': [
    {
      input: () => ({}),
      shows: (output: unknown[]) => (output.length > 0 ? 'it' : 'nothing'),
    },
  ],
  'complaints.tell-duty-of-words': [{ input: () => ({ page: '/desk/thanks' }) }],
};
