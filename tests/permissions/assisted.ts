import type { Actor, Tx } from '@otklik/kernel';
import { insertAssistance } from '../../modules/assisted/src/store/assistance.ts';
import { insertRepresentation } from '../../modules/complaints/src/store/representation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs for people without internet. */

const NOTICE = '00000000-0000-7000-8000-0000000000e1';
const SOMEBODY = '00000000-0000-7000-8000-0000000000e2';
const STORY = 'Просидела у кабинета до половины двенадцатого, хотя была записана на девять.';

/** The answered case was taken by somebody, and its author waits for a call. */
async function assisted(tx: Tx, world: World): Promise<void> {
  const { id } = world.cases['answered']!;
  const row = await tx.db
    .selectFrom('cases')
    .select(['id', 'data_key_id'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  await insertAssistance(
    tx,
    row,
    {
      channel: 'telephone',
      clerk_id: SOMEBODY,
      clerk_side: 'hotline',
      received_on: '2026-06-01',
      read_back_on: '2026-06-01',
      notices: 'call',
    },
    { name: 'Мария', phone: '+7 900 000-00-00' },
  );
  await tx.db
    .insertInto('assisted_notices')
    .values({
      region_id: 'RU-MOW',
      id: NOTICE,
      case_id: id,
      entry_seq: 1,
      move: 'publish-answer',
      way: 'call',
      next_try_on: '2026-06-01',
      made_on: '2026-06-01',
      done_by: null,
      done_at: null,
    })
    .execute();
}

const arrange = (tx: Tx, world: World, _actor: Actor) => assisted(tx, world);
const receipt = (world: World) => world.cases['answered']!.receipt;

export const ASSISTED: Readonly<Record<string, readonly Sample[]>> = {
  'assisted.file-for': [
    {
      input: (world) => ({
        clinic: world.clinic.code,
        topic: 'wait-at-door-over-1h',
        story: STORY,
        facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
        channel: 'telephone',
        readBack: true,
        notices: 'none',
      }),
    },
  ],
  'assisted.act-for': [
    {
      about: 'answered',
      input: (world) => ({ what: 'verdict', verdict: 'confirmed', receipt: receipt(world) }),
    },
  ],
  'assisted.open-by-receipt': [
    { about: 'answered', input: (world) => ({ receipt: receipt(world) }) },
  ],
  'assisted.my-intake': [{ input: () => ({}) }],
  'assisted.export-own': [{ input: () => ({}) }],
  'assisted.list-notices': [
    {
      input: () => ({}),
      arrange,
      shows: (output: readonly { contact: unknown }[]) =>
        output.some(({ contact }) => contact) ? 'a contact' : 'nothing',
    },
  ],
  'assisted.settle-notice': [{ input: () => ({ noticeId: NOTICE, outcome: 'reached' }), arrange }],
  'assisted.print-letter': [{ input: () => ({ noticeId: NOTICE }), arrange }],
  'assisted.get-assistance': [
    { about: 'submitted', input: (world) => ({ number: world.cases['submitted']!.number }) },
  ],
  'complaints.get-representation': [
    {
      about: 'in-work',
      input: (world) => ({ number: world.cases['in-work']!.number }),
      arrange: (tx, world) =>
        insertRepresentation(tx, world.cases['in-work']!.id, {
          relation: 'parent',
          subject: 'child',
          age_years: 7,
          rule_code: 'parent-of-a-child',
          rule_from: '2026-01-01',
          papers_seen: false,
        }),
      shows: (output: unknown) => (output ? 'for whom' : 'nothing'),
    },
    {
      title: 'not published',
      about: 'submitted',
      input: (world) => ({ number: world.cases['submitted']!.number }),
    },
  ],
  'assisted.forget-contacts': [{ input: () => ({}), arrange }],
};
