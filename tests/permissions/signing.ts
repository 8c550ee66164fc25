import { addGrant } from '@otklik/accounts';
import { newId, type Actor, type Tx } from '@otklik/kernel';
import { insertAnswerChange } from '../../modules/cases/src/store/answer-changes.ts';
import type { Sample } from './samples.ts';
import { AUTHOR_LINK, type World } from './world.ts';

/** The samples of the verbs about the signature and the promise. */

const DRAFT = '00000000-0000-4000-8000-0000000000d1';
const PROMISE = '00000000-0000-4000-8000-0000000000d2';
const RIGHT = '00000000-0000-4000-8000-0000000000d3';
const WORDS = {
  text: 'Расписание исправлено сегодня, второй кабинет открыт.',
  outcome: 'change-planned',
  promises: [{ what: 'Открыть второй кабинет', owner: 'Главный врач', until: '2026-07-20' }],
};
const SIGNED = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };
type Arrange = NonNullable<Sample['arrange']>;

const onCase = (state: string, rest: Record<string, unknown> = {}) => ({
  about: state,
  input: (world: World) => ({ number: world.cases[state]!.number, ...rest }),
});

/** A version of an answer that waits inside the clinic. */
const drafted: Arrange = async (tx, world) => {
  const { data_key_id, clinic_id } = await tx.db
    .selectFrom('cases')
    .select(['data_key_id', 'clinic_id'])
    .where('id', '=', world.cases['in-work']!.id)
    .executeTakeFirstOrThrow();
  const seal = (column: string, words: string) =>
    tx.vault.seal(data_key_id, { table: 'case_answer_drafts', column, row: DRAFT }, words);
  await tx.db
    .insertInto('case_answer_drafts')
    .values({
      region_id: 'RU-MOW',
      case_id: world.cases['in-work']!.id,
      id: DRAFT,
      version: 1,
      round: 1,
      answer_id: newId(),
      clinic_id,
      state: 'sent',
      outcome: WORDS.outcome,
      text_sealed: await seal('text_sealed', WORDS.text),
      promises_sealed: await seal('promises_sealed', JSON.stringify(WORDS.promises)),
      written_by: 'system:test',
      written_at: tx.now,
      decided_by: null,
      decided_at: null,
      remark_sealed: null,
    })
    .execute();
};

/** The region has a controller: nobody needs to stand in for one. */
export const controllerThere = async (tx: Tx, { strangerId }: World): Promise<void> => {
  const grant = { role: 'controller', reach: { kind: 'region' }, grantedBy: null } as const;
  await addGrant(tx, { personId: strangerId, ...grant });
};

const CHANGE = '00000000-0000-4000-8000-0000000000d4';
/** The clinic has added to its published answer, and nobody has read it yet. */
const changed: Arrange = async (tx, world) => {
  const case_id = world.cases.answered!.id;
  const written_by = 'system:test';
  await insertAnswerChange(tx, {
    case_id,
    id: CHANGE,
    answer_id: CHANGE,
    kind: 'addition',
    text_sealed: null,
    written_by,
  });
};
/** A promise whose author has been asked. */
const promised =
  (state: 'promised' | 'done'): Arrange =>
  async (tx, world) => {
    const { id } = world.cases.answered!;
    const row = await tx.db
      .selectFrom('cases')
      .select(['clinic_id', 'district_id', 'okrug_id', 'organisation_id', 'zone'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    await tx.db
      .insertInto('case_promises')
      .values({
        region_id: 'RU-MOW',
        case_id: id,
        id: PROMISE,
        source: 'answer',
        source_id: newId(),
        round: 1,
        position: 0,
        what: 'Открыть второй кабинет',
        owner: 'Главный врач',
        until: '2026-06-01',
        due_at: new Date('2026-06-01T20:59:59.999Z'),
        ...row,
        state,
        late: false,
        published_at: tx.now,
        done_at: null,
        done_by: null,
        done_note_sealed: null,
        asked_at: state === 'done' ? new Date(tx.now.getTime() - 86_400_000) : null,
        judged_at: null,
        judge_note_sealed: null,
        notice_at: tx.now,
        notice_step: 0,
        hidden_at: null,
        demo: false,
      })
      .execute();
  };

/** A deputy of the clinic, and somebody of its own who may become one. */
const rightOf =
  (kind: 'deputy' | 'signer'): Arrange =>
  async (tx, world) => {
    await tx.db
      .insertInto('signing_rights')
      .values({
        region_id: 'RU-MOW',
        id: RIGHT,
        kind,
        clinic_id: world.clinic.id,
        person_id: world.strangerId,
        person_name: 'Орлова М. С.',
        person_post: 'Заместитель',
        for_name: 'Иванова А. А.',
        for_post: 'Главный врач',
        from_date: '2026-01-01',
        to_date: '2026-12-31',
        named_by: 'person:someone',
        named_at: tx.now,
        ended_by: null,
        ended_at: null,
      })
      .execute();
  };

const executorThere = async (tx: Tx, world: World): Promise<void> => {
  await addGrant(tx, {
    personId: world.strangerId,
    role: 'executor',
    reach: { kind: 'clinic', id: world.clinic.id },
    grantedBy: null,
  });
};
/** No head has an account over the clinic. */
const headless: Arrange = async (tx, world) => {
  await tx.db
    .updateTable('grants')
    .set({ revoked_at: tx.now, revoke_reason: 'test' })
    .where('role', '=', 'head')
    .where('reach_kind', '=', 'clinic')
    .where('revoked_at', 'is', null)
    .execute();
  await executorThere(tx, world);
};

const onPromise = (rest: Record<string, unknown> = {}) => ({
  about: 'answered',
  input: (world: World, _actor: Actor) => ({
    number: world.cases.answered!.number,
    promise: PROMISE,
    ...rest,
  }),
});
const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];
const named = (world: World) => ({
  clinic: world.clinic.code,
  personId: world.strangerId,
  personName: 'Орлова М. С.',
  personPost: 'Заместитель главного врача',
});

export const SIGNING: Record<string, readonly Sample[]> = {
  'cases.hand-in-answer': [
    { title: 'where the clinic has a head', ...onCase('in-work', { ...WORDS, ...SIGNED }) },
    {
      title: 'where it has none',
      ...onCase('in-work', { ...WORDS, ...SIGNED }),
      arrange: headless,
    },
  ],
  'cases.write-answer': [onCase('in-work', WORDS)],
  'cases.agree-answer': [{ ...onCase('in-work', { draft: DRAFT }), arrange: drafted }],
  'cases.give-back-answer': [
    { ...onCase('in-work', { draft: DRAFT, remark: 'Назовите кабинет.' }), arrange: drafted },
  ],
  'cases.sign-answer': [{ ...onCase('in-work', { draft: DRAFT, ...SIGNED }), arrange: drafted }],
  'cases.get-signing-room': [{ ...onCase('in-work'), arrange: drafted }],
  'cases.list-drafts': ask(),
  'cases.name-deputy': [
    {
      input: (world) => ({
        ...named(world),
        forName: 'Иванова А. А.',
        forPost: 'Главный врач',
        fromDate: '2026-06-01',
        toDate: '2026-12-31',
      }),
      arrange: (tx, world) => executorThere(tx, world),
    },
  ],
  'cases.name-signer': [{ input: named, arrange: headless }],
  'cases.end-signing-right': [
    { title: 'a deputy’s', input: () => ({ id: RIGHT }), arrange: rightOf('deputy') },
    { title: 'a signer’s', input: () => ({ id: RIGHT }), arrange: rightOf('signer') },
  ],
  'cases.list-signing': ask((world) => ({ clinic: world.clinic.code })),
  'cases.report-promise': [
    { ...onPromise({ note: 'Кабинет открыт.' }), arrange: promised('promised') },
  ],
  'cases.judge-promise': [{ ...onPromise({ kept: 'yes' }), arrange: promised('done') }],
  'cases.settle-promise': [{ ...onPromise(), arrange: promised('promised') }],
  'cases.remind-promise': [{ ...onPromise(), arrange: promised('promised') }],
  'cases.amend-answer': [onCase('answered', { text: WORDS.text })],
  'cases.add-to-answer': [onCase('answered', { text: WORDS.text })],
  'cases.settle-answer-change': [
    {
      ...onCase('answered', { change: CHANGE, finding: 'refused', reason: 'boilerplate-only' }),
      arrange: changed,
    },
  ],
  'cases.list-answer-changes': ask(),
  'cases.read-author-link': ask(() => ({ token: AUTHOR_LINK })),
  'cases.say-by-link': ask(() => ({
    what: 'verdict',
    token: AUTHOR_LINK,
    verdict: 'confirmed',
  })),
  'safeguards.report-by-link': ask(() => ({ token: AUTHOR_LINK, words: 'Звонили.' })),
  'cases.list-due-promises': ask(() => ({ what: 'passed' })),
  'cases.list-promises': ask(() => ({ which: 'all' })),
  'complaints.list-appeals': ask(() => ({ which: 'open' })),
  'complaints.list-late-appeals': ask(),
  'complaints.list-moved-appeals': ask(),
  'complaints.note-late-appeal': [onCase('in-work')],
  'complaints.note-late-danger': [onCase('danger')],
  'cases.count-promises': ask((world) => ({ clinic: world.clinic.code })),
};
