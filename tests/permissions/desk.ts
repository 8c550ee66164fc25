import { sql } from 'kysely';
import { onClinicSide } from '@otklik/cases';
import { regionOf } from '@otklik/kernel';
import type { Sample } from './samples.ts';

/** Questions to the desk's verbs about one's own place, views, steps, prepared texts and the board. */

const VIEW = '00000000-0000-7000-8000-0000000000c1';
const STEP = '00000000-0000-7000-8000-0000000000c2';
const TEMPLATE = '00000000-0000-7000-8000-0000000000c3';
const WORDS = 'По обращению № {number} мы провели проверку: {found}';

const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

/** A view of whoever asks. */
const withView: Sample['arrange'] = async (tx, _world, actor) => {
  if (actor.kind !== 'person') return;
  await sql`
    insert into desk_views (region_id, id, person_id, slot, name, queue, filters, is_default, created_at)
    values (${regionOf(tx.scope)}, ${VIEW}, ${actor.personId}, 1, 'Мои', 'all', '{"held":"mine"}', false, ${tx.now})`.execute(
    tx.db,
  );
};

/** A step of whoever asks: they took a free case. */
const withStep: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.kind !== 'person') return;
  const region = regionOf(tx.scope);
  const case_id = world.cases['in-work']!.id;
  for (const side of ['region', 'clinic'])
    await sql`
      insert into desk_assignments (region_id, case_id, side, holder_id, since)
      select region_id, id, ${side}, ${actor.personId}, ${tx.now} from cases
      where region_id = ${region} and id = ${case_id}`.execute(tx.db);
  const side = actor.grants.every(onClinicSide) ? 'clinic' : 'region';
  await sql`
    insert into desk_steps (region_id, id, person_id, kind, case_id, side, became, made_at)
    select region_id, ${STEP}, ${actor.personId}, 'take', id, ${side}, ${actor.personId}, ${tx.now}
    from cases where region_id = ${region} and id = ${case_id}`.execute(tx.db);
};

/** A step about a submitted case that waits to be made. */
const withDelayed: Sample['arrange'] = async (tx, world) => {
  const region = regionOf(tx.scope);
  await sql`
    insert into desk_delayed_steps
      (region_id, id, case_id, person_id, session_id, step, version, given_sealed, run_at, state)
    select region_id, ${STEP}, id, ${STEP}, ${STEP}, 'reject', version, null, ${tx.now}, 'waiting'
    from cases where region_id = ${region} and id = ${world.cases.submitted!.id}`.execute(tx.db);
};

/** A prepared text of the region, or of the clinic. */
const withTemplate =
  (of: 'region' | 'clinic'): Sample['arrange'] & {} =>
  async (tx, world) => {
    const region = regionOf(tx.scope);
    const clinic = of === 'clinic' ? world.clinic.id : null;
    await sql`
      insert into desk_templates (region_id, id, kind, clinic_id, name, text, version, changed_by, changed_at)
      values (${region}, ${TEMPLATE}, 'answer', ${clinic}, 'Проверка', ${WORDS}, 1, ${TEMPLATE}, ${tx.now})`.execute(
      tx.db,
    );
  };

const words = { kind: 'answer', name: 'Проверка', text: WORDS };

export const DESK_AT_WORK: Readonly<Record<string, readonly Sample[]>> = {
  'desk.name-oneself': ask(() => ({ name: 'Анна П.' })),
  'desk.my-place': ask(),
  'desk.save-view': ask(() => ({
    name: 'Просроченные',
    queue: 'all',
    filters: { due: 'overdue' },
  })),
  'desk.delete-view': [{ input: () => ({ viewId: VIEW }), arrange: withView! }],
  'desk.set-default-view': [
    { input: () => ({ viewId: VIEW, isDefault: true }), arrange: withView! },
  ],
  'desk.list-views': ask(),
  'desk.delay-step': [
    {
      about: 'submitted',
      input: (world) => ({
        number: world.cases.submitted!.number,
        step: 'reject',
        reason: 'no-facts',
      }),
    },
  ],
  'desk.take-delayed-step': ask(),
  'desk.settle-delayed-step': [{ input: () => ({ stepId: STEP }), arrange: withDelayed! }],
  'desk.undo-step': [{ about: 'in-work', input: () => ({ stepId: STEP }), arrange: withStep! }],
  'desk.describe-queue': ask(() => ({ queue: 'all' })),
  'desk.look-at-cases': [
    {
      title: 'not published',
      about: 'submitted',
      input: (w) => ({ numbers: [w.cases['submitted']!.number] }),
    },
    {
      title: 'published',
      about: 'in-work',
      input: (w) => ({ numbers: [w.cases['in-work']!.number] }),
    },
  ],
  'desk.show-board': ask(),
  'desk.save-template': [
    { title: 'of the region', input: () => words },
    { title: 'of the clinic', input: (w) => ({ ...words, clinic: w.clinic.code }) },
    {
      title: 'a change of the clinic’s',
      input: () => ({ ...words, templateId: TEMPLATE, version: 1 }),
      arrange: withTemplate('clinic'),
    },
  ],
  'desk.remove-template': [
    {
      title: 'of the region',
      input: () => ({ templateId: TEMPLATE }),
      arrange: withTemplate('region'),
    },
    {
      title: 'of the clinic',
      input: () => ({ templateId: TEMPLATE }),
      arrange: withTemplate('clinic'),
    },
  ],
  'desk.list-templates': ask(),
  'desk.list-templates-for': [
    {
      about: 'in-work',
      input: (w) => ({ number: w.cases['in-work']!.number }),
    },
  ],
  'desk.check-reply': [
    {
      about: 'in-work',
      input: (w) => ({ number: w.cases['in-work']!.number, text: WORDS }),
    },
  ],
};
