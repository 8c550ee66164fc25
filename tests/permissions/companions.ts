import { confirmContact } from '@otklik/notices';
import { newId, type Actor, type Tx } from '@otklik/kernel';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about duplicates and «me too». */

const SUPPORT = '00000000-0000-4000-8000-0000000000e1';
const ALARM = '00000000-0000-4000-8000-0000000000e2';
const NOTE = 'То же самое было и со мной в тот же день.';
type Arrange = NonNullable<Sample['arrange']>;

const numberOf = (world: World, state: string): string => world.cases[state]!.number;
const onCase = (state: string, rest: Record<string, unknown> = {}) => ({
  about: state,
  input: (world: World) => ({ number: numberOf(world, state), ...rest }),
});

/** The address of whoever asks is confirmed. */
const confirmed: Arrange = async (tx, _world, actor) => {
  if (actor.kind === 'person') await confirmContact(tx, actor.personId);
};

const supported = async (tx: Tx, world: World, state: string, by: { personId: string }) => {
  const key = await tx.vault.newKey();
  const place = { table: 'case_supports', column: 'note_sealed', row: SUPPORT };
  await tx.db
    .insertInto('case_supports')
    .values({
      region_id: 'RU-MOW',
      id: SUPPORT,
      case_id: world.cases[state]!.id,
      person_id: by.personId,
      receipt_case_id: null,
      at: tx.now,
      due_at: null,
      due_date: null,
      derivation: '{}',
      data_key_id: key,
      note_sealed: await tx.vault.seal(key, place, NOTE),
      note_public: null,
      note_state: 'waiting',
      note_reason: null,
      note_reply_sealed: null,
      note_decided_by: null,
      note_decided_at: null,
      demo: false,
    })
    .execute();
  await tx.db
    .updateTable('cases')
    .set({ supports_count: 1 })
    .where('id', '=', world.cases[state]!.id)
    .execute();
};
/** Whoever asks said «me too», if it is a person. */
const joined =
  (state: string): Arrange =>
  async (tx, world, actor: Actor) => {
    if (actor.kind === 'person') await supported(tx, world, state, actor);
  };

const alarmed =
  (state: string): Arrange =>
  async (tx, world) => {
    await tx.db
      .insertInto('case_alarms')
      .values({
        region_id: 'RU-MOW',
        id: ALARM,
        case_id: world.cases[state]!.id,
        raised_by: 'words',
        by_receipt: false,
        raised_at: tx.now,
        due_at: tx.now,
        data_key_id: newId(),
        note_sealed: null,
        late_noted: false,
        settled_at: null,
        settled_by: null,
        finding: null,
        reason_code: null,
        remark_sealed: null,
      })
      .execute();
  };

const merged: Arrange = async (tx, world) => {
  const [lead, member] = [world.cases['planned']!.id, world.cases['in-work']!.id];
  await tx.db
    .insertInto('case_links')
    .values({
      region_id: 'RU-MOW',
      id: newId(),
      lead_id: lead,
      member_id: member,
      linked_at: tx.now,
      linked_by: 'person:someone',
    })
    .execute();
  await tx.db.updateTable('cases').set({ lead_id: lead }).where('id', '=', member).execute();
  await tx.db.updateTable('cases').set({ members_count: 1 }).where('id', '=', lead).execute();
};

const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];

export const COMPANIONS: Record<string, readonly Sample[]> = {
  'cases.merge-case': [
    {
      about: 'in-work',
      input: (world) => ({ number: numberOf(world, 'in-work'), lead: numberOf(world, 'planned') }),
    },
  ],
  'cases.unmerge-case': [{ ...onCase('in-work'), arrange: merged }],
  'cases.support-case': [{ ...onCase('in-work'), arrange: confirmed }],
  'cases.withdraw-support': [{ ...onCase('in-work'), arrange: joined('in-work') }],
  'cases.judge-supported': [
    { ...onCase('answered', { verdict: 'confirmed' }), arrange: joined('answered') },
  ],
  'cases.settle-support-note': [
    {
      ...onCase('in-work', { support: SUPPORT, decision: 'publish' }),
      arrange: (tx, world) => supported(tx, world, 'in-work', { personId: world.strangerId }),
    },
  ],
  'cases.raise-alarm': [{ ...onCase('in-work'), arrange: joined('in-work') }],
  'cases.settle-alarm': [
    {
      ...onCase('in-work', { alarm: ALARM, finding: 'false-alarm', reason: 'misread' }),
      arrange: alarmed('in-work'),
    },
  ],
  'cases.tell-supporters': [
    {
      about: 'in-work',
      input: (world) => ({ case: world.cases['in-work']!.id, template: 'support-moved' }),
    },
  ],
  'cases.list-alarms': ask(),
  'cases.get-alarms': [{ ...onCase('in-work'), arrange: alarmed('in-work') }],
  'cases.get-companions': [onCase('in-work')],
  'cases.list-own-supports': ask(),
  'cases.list-support-notes': ask(),
  'complaints.find-similar': ask((world) => ({
    clinic: world.clinic.code,
    topic: 'wait-at-door-over-1h',
    story: 'Пришла к девяти утра, а приняли в половине двенадцатого, без объяснений.',
  })),
  'complaints.list-duplicates': [onCase('in-work')],
};
