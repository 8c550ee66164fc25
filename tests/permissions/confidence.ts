import { sql } from 'kysely';
import { regionOf, type Tx } from '@otklik/kernel';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

const POST = '00000000-0000-7000-8000-0000000000d1';
const DOCTOR = '00000000-0000-7000-8000-0000000000d2';
const REPORT = '00000000-0000-7000-8000-0000000000d3';
const WORDS = 'Меня в этот день на приёме не было.';

const onCase = (state: string, rest: Record<string, unknown> = {}, title?: string): Sample => ({
  ...(title ? { title } : {}),
  about: state,
  input: (world) => ({ number: world.cases[state]!.number, ...rest }),
});

/** A doctor with a post in the clinic of the cases. */
async function withPost(tx: Tx, world: World): Promise<void> {
  const region = regionOf(tx.scope);
  await sql`
    insert into doctors (region_id, id, code, last_name, first_name, synthetic)
    values (${region}, ${DOCTOR}, 'd-9', 'Снегирёва', 'Анна', false)`.execute(tx.db);
  await sql`
    insert into posts (region_id, id, doctor_id, clinic_id, specialty_id, valid_from)
    values (${region}, ${POST}, ${DOCTOR}, ${world.clinic.id}, 'therapist', '2020-01-01')`.execute(
    tx.db,
  );
}

/** The post is settled on a case that is with the clinic. */
const settled: Sample['arrange'] & {} = async (tx, world) => {
  await withPost(tx, world);
  await sql`
    insert into named_links (region_id, case_id, version, state, post_id, clinic_id, reason_sealed,
      decided_by, decided_at, is_current)
    select region_id, id, 1, 'settled', ${POST}, clinic_id, 'x', ${POST}, ${tx.now}, true
    from cases where id = ${world.cases['in-work']!.id}`.execute(tx.db);
};

/** The same, and whoever asks is the person named. */
const namedOneself: Sample['arrange'] & {} = async (tx, world, actor) => {
  await settled(tx, world, actor);
  if (actor.kind !== 'person') return;
  await sql`
    insert into named_accounts (region_id, post_id, person_id, tied_by, tied_at)
    values (${regionOf(tx.scope)}, ${POST}, ${actor.personId}, ${POST}, ${tx.now})`.execute(tx.db);
};

const tied: Sample['arrange'] & {} = async (tx, world) => {
  await withPost(tx, world);
  await sql`
    insert into named_accounts (region_id, post_id, person_id, tied_by, tied_at)
    values (${regionOf(tx.scope)}, ${POST}, ${world.strangerId}, ${POST}, ${tx.now})`.execute(
    tx.db,
  );
};

/** Something sealed under the case's own key, as the author left it. */
const seal = async (
  tx: Tx,
  world: World,
  place: { table: string; column: string; row: string },
  text: string,
) => {
  const { data_key_id } = await tx.db
    .selectFrom('cases')
    .select('data_key_id')
    .where('id', '=', world.cases['in-work']!.id)
    .executeTakeFirstOrThrow();
  return tx.vault.seal(data_key_id, place, text);
};

const reported: Sample['arrange'] & {} = async (tx, world) => {
  const place = { table: 'pressure_reports', column: 'words_sealed', row: REPORT };
  await sql`
    insert into pressure_reports (region_id, id, case_id, occasion, words_sealed, reported_at)
    values (${regionOf(tx.scope)}, ${REPORT}, ${world.cases['in-work']!.id}, 'verdict',
      ${await seal(tx, world, place, 'Звонили.')}, ${tx.now})`.execute(tx.db);
};

const decision = { decision: 'cannot-tell', reason: 'Из текста не видно.', version: 0 };

/** Questions about the person named and about what keeps an author from being pressed. */
export const CONFIDENCE: Record<string, readonly Sample[]> = {
  'named-staff.explain': [{ ...onCase('in-work', { text: WORDS }), arrange: namedOneself }],
  'named-staff.mark-told': [{ ...onCase('in-work', { postId: POST }), arrange: settled }],
  'named-staff.settle-link': [
    onCase('submitted', decision, 'not published'),
    onCase('in-work', decision, 'published'),
  ],
  'named-staff.tie-account': [
    { input: () => ({ postId: POST, email: 'doctor@example.org' }), arrange: withPost },
  ],
  'named-staff.untie-account': [{ input: () => ({ postId: POST }), arrange: tied }],
  'named-staff.get-named': [
    onCase('submitted', {}, 'not published'),
    {
      ...onCase('in-work', {}, 'published'),
      shows: ({ eye }: { eye: string }) => `as ${eye}`,
    },
  ],
  'named-staff.list-own': [{ input: () => ({}) }],
  'named-staff.list-posts': [{ input: (world) => ({ clinic: world.clinic.code }) }],
  'named-staff.list-to-tell': [{ input: () => ({}) }],
  'safeguards.open-contact': [onCase('in-work', { telephone: '+7 900 000-00-00' })],
  'safeguards.close-contact': [onCase('in-work')],
  'safeguards.report-pressure': [onCase('in-work', { occasion: 'verdict', words: 'Звонили.' })],
  'safeguards.settle-pressure': [
    {
      about: 'in-work',
      input: () => ({ id: REPORT, outcome: 'confirmed', finding: 'Говорили с главным врачом.' }),
      arrange: reported,
    },
  ],
  'safeguards.get-safeguards': [
    {
      ...onCase('in-work'),
      shows: ({ eye }: { eye: string }) => `as ${eye}`,
    },
  ],
  'safeguards.list-pressure': [{ input: () => ({}) }],
  'safeguards.read-contact': [onCase('in-work')],
};
