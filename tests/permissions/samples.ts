import { sql } from 'kysely';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { contactFor } from '@otklik/notices';
import { regionOf, type Actor, type Grant, type RunOptions, type Tx } from '@otklik/kernel';
import { STAGES } from '@otklik/cases';
import {
  addFactor,
  addRecoveryCodes,
  confirmFactor,
  findFactor,
} from '../../modules/accounts/src/store/factors.ts';
import { plainRecoveryCode, totpCode, totpStep } from '../../modules/accounts/src/totp.ts';
import { COMPANIONS } from './companions.ts';
import { CONFIDENCE } from './confidence.ts';
import { DESK_AT_WORK } from './desk.ts';
import { FILINGS } from './filings.ts';
import { PARTS } from './parts.ts';
import { controllerThere, SIGNING } from './signing.ts';
import { WAYS_IN } from './ways-in.ts';
import type { World } from './world.ts';

/** One question to a verb. Several where the answer depends on what is asked about. */
export interface Sample {
  readonly title?: string;
  /** The state of the case that is asked about; its receipt is the receipt holder's. */
  readonly about?: string;
  readonly input: (world: World, actor: Actor) => unknown;
  /** What must stand in the actor's way or hands first, in the same transaction, which is rolled back. */
  readonly arrange?: (tx: Tx, world: World, actor: Actor) => Promise<void>;
  readonly options?: RunOptions;
  /** What an allowed answer shows, when allowed is not the whole answer. */
  readonly shows?: (output: never) => string;
}

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const RECOVERY_CODE = 'ABCDE-FGHJK';
const code = (world: World, steps: number): string =>
  totpCode(SECRET, totpStep(world.house.clock.now()) + steps);

const enrolling: Sample['arrange'] = async (tx, _world, actor) => {
  if (actor.kind === 'person') await addFactor(tx, actor.personId, SECRET);
};
const enrolled: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.kind !== 'person') return;
  await addFactor(tx, actor.personId, SECRET);
  const factor = await findFactor(tx, actor.personId, 'enrolling');
  await confirmFactor(tx, factor!.id, totpStep(world.house.clock.now()) - 1);
};
const withRecoveryCode: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.kind !== 'person') return;
  const plain = `${actor.personId}|${plainRecoveryCode(RECOVERY_CODE)}`;
  const hash = world.house.app.ports.keys.hash('recovery-code', plain);
  await addRecoveryCodes(tx, actor.personId, [hash]);
};

const overdue: Sample['arrange'] = async (tx, world) => {
  await tx.db
    .updateTable('case_clocks')
    .set({ due_at: new Date(tx.now.getTime() - 1000) })
    .where('case_id', '=', world.cases['in-work']!.id)
    .execute();
};

const PAINTED = '00000000-0000-7000-8000-0000000000b4';
const HIDDEN_ANSWER = '00000000-0000-4000-8000-000000000000';
const ask = (input: Sample['input'] = () => ({})): Sample[] => [{ input }];
const onCase = (state: string, rest: Record<string, unknown> = {}, title?: string): Sample => ({
  ...(title ? { title } : {}),
  about: state,
  input: (world) => ({ number: world.cases[state]!.number, ...rest }),
});
const region = { kind: 'region' } as const;
const audience = (output: { case: { audience: string }; story: string | null }): string =>
  `as ${output.case.audience}${output.story === null ? ', no story' : ''}`;

const accounts: Record<string, readonly Sample[]> = {
  'accounts.accept-invitation': ask((w) => ({ token: w.tokens.invitation, device: 'a/b' })),
  'accounts.complete-sign-in': ask((w) => ({ token: w.tokens.signIn, device: 'a/b' })),
  'accounts.confirm-totp': [{ input: (w) => ({ code: code(w, 0) }), arrange: enrolling! }],
  'accounts.create-api-key': ask(() => ({ name: 'a', scopes: ['complaints:write'] })),
  'accounts.disable-person': ask((w) => ({ personId: w.author.personId })),
  'accounts.enrol-totp': [
    { title: 'the first', input: () => ({}) },
    { title: 'when one is there', input: () => ({}), arrange: enrolled! },
  ],
  'accounts.grant-role': [
    {
      title: 'in the region',
      input: (w) => ({ personId: w.author.personId, role: 'moderator', reach: region }),
    },
    {
      title: 'in the clinic',
      input: (w) => ({
        personId: w.author.personId,
        role: 'executor',
        reach: { kind: 'clinic', id: w.clinic.id },
      }),
    },
  ],
  'accounts.invite-staff': [
    {
      title: 'to the region',
      input: () => ({ email: 'a@example.org', locale: 'ru', role: 'moderator', reach: region }),
    },
    {
      title: 'to the clinic',
      input: (w) => ({
        email: 'a@example.org',
        locale: 'ru',
        role: 'executor',
        reach: { kind: 'clinic', id: w.clinic.id },
      }),
    },
  ],
  'accounts.issue-demo-link': ask(() => ({ role: 'moderator' })),
  'accounts.remove-totp': [{ input: (w) => ({ code: code(w, 0) }), arrange: enrolled! }],
  'accounts.request-sign-in': ask(() => ({ email: 'a@example.org', locale: 'ru' })),
  'accounts.revoke-api-key': ask((w) => ({ keyId: w.ids.apiKey })),
  'accounts.revoke-invitation': [
    { title: 'to the region', input: (w) => ({ invitationId: w.ids.invitation }) },
    { title: 'to the clinic', input: (w) => ({ invitationId: w.ids.clinicInvitation }) },
  ],
  'accounts.revoke-role': [
    { title: 'in the region', input: (w) => ({ grantId: w.ids.grant, reason: 'Left' }) },
    { title: 'in the clinic', input: (w) => ({ grantId: w.ids.clinicGrant, reason: 'Left' }) },
  ],
  'accounts.revoke-session': ask(() => ({ all: 'others' })),
  'accounts.sign-out': ask(),
  'accounts.touch-api-key': ask((w) => ({ keyId: w.ids.apiKey })),
  'accounts.touch-session': ask((w) => ({ sessionId: w.author.sessionId })),
  'accounts.use-recovery-code': [
    { input: () => ({ code: RECOVERY_CODE }), arrange: withRecoveryCode! },
  ],
  'accounts.verify-totp': [{ input: (w) => ({ code: code(w, 0) }), arrange: enrolled! }],
  'accounts.list-invitations': ask(),
  'accounts.list-staff': ask(),
  'accounts.look-at-invitation': ask((w) => ({ token: w.tokens.invitation })),
  'accounts.my-profile': ask(),
  'accounts.my-sessions': ask(),
  'accounts.resolve-api-key': ask(() => ({ keyHash: 'x' })),
  'accounts.resolve-session': ask((w) => ({ sessionId: w.author.sessionId })),
};

const QUEUES = [
  'danger',
  'moderation',
  'appeals',
  'answers',
  'proposals',
  'routing',
  'replies',
  'control',
  'overdue',
  'all',
];
const LONG = 'Второй кабинет откроем после ремонта, работы уже начаты.';
const LEGAL_WORDS = { signerName: 'Иванова А. А.', signerPost: 'Главный врач' };

const cases: Record<string, readonly Sample[]> = {
  'cases.decide-control': [
    {
      ...onCase('disputed', { finding: 'dispute-not-supported', note: 'Проверено на месте.' }),
      // Where no controller is left, a coordinator would stand in.
      arrange: controllerThere,
    },
  ],
  'cases.give-verdict': [onCase('answered', { verdict: 'confirmed' })],
  'cases.note-overdue': [onCase('in-work')],
  'cases.publish-answer': [onCase('answer-draft')],
  'cases.reject-case': [onCase('submitted', { reason: 'no-facts' })],
  'cases.return-answer': [onCase('answer-draft', { reason: 'boilerplate-only' })],
  'cases.settle-case': [onCase('draft')],
  'cases.withdraw-case': [
    onCase('submitted', {}, 'unpublished'),
    onCase('in-work', {}, 'published'),
  ],
  'cases.return-case': [onCase('submitted', { reason: 'no-facts' })],
  'cases.appeal-rejection': [onCase('rejected', { note: 'Факты в тексте есть.' })],
  'cases.decide-appeal': [onCase('appealed', { finding: 'granted' })],
  'cases.ask-question': [onCase('in-work', { text: 'В каком кабинете вы были?' })],
  'cases.promise-date': [onCase('in-work', { text: LONG, until: '2026-07-20', ...LEGAL_WORDS })],
  'cases.ask-extension': [
    onCase('planned', { reason: 'supplier', text: LONG, until: '2026-07-25', ...LEGAL_WORDS }),
  ],
  'cases.disown-case': [onCase('in-work', { reason: 'not-our-competence', text: LONG })],
  'cases.decide-proposal': [
    onCase('proposed', { finding: 'accepted' }, 'a promise accepted'),
    onCase('proposed', { finding: 'refused', reason: 'promise-vague' }, 'a promise refused'),
  ],
  'cases.keep-case': [onCase('disowned', { reason: 'within-duties' })],
  'cases.redirect-case': [
    onCase(
      'submitted',
      { reason: 'not-our-competence', body: 'district-administration' },
      'unpublished',
    ),
    onCase(
      'disowned',
      { reason: 'not-our-competence', body: 'district-administration' },
      'published',
    ),
  ],
  'cases.reroute-case': [
    {
      about: 'in-work',
      input: (w) => ({ number: w.cases['in-work']!.number, clinic: w.otherClinic.code }),
    },
  ],
  'cases.refuse-redirect': [onCase('redirected', { note: 'Это дело клиники.' })],
  'cases.agree-term': [onCase('changed')],
  'cases.answer-question': [onCase('waiting-author', { text: 'В двенадцатом.' })],
  'cases.judge-plan': [onCase('promised-again', { kept: 'yes' })],
  'cases.explain-delay': [
    { ...onCase('in-work', { reason: 'overlooked', ...LEGAL_WORDS }), arrange: overdue! },
  ],
  'cases.reopen-case': [onCase('confirmed', { note: 'Снова то же самое.' })],
  'cases.refute-again': [onCase('closed', { note: 'Проверяли не то.' })],
  'cases.lift-limit': [onCase('unchecked')],
  'cases.settle-danger': [onCase('danger', { finding: 'false-alarm', reason: 'misread' })],
  'cases.import-bodies': ask(() => ({ bodies: [] })),
  'cases.send-notice': [onCase('in-work')],
  'cases.cover-photo': [
    {
      title: 'not published',
      about: 'submitted',
      input: (w) => ({
        number: w.cases.submitted!.number,
        photoId: w.photos.closed,
        areas: [{ left: 0, top: 0, width: 0.5, height: 0.25 }],
      }),
    },
    {
      title: 'published',
      about: 'in-work',
      input: (w) => ({
        number: w.cases['in-work']!.number,
        photoId: w.photos.published,
        areas: [{ left: 0.25, top: 0.5, width: 0.5, height: 0.5 }],
        manner: 'box',
      }),
    },
  ],
  'cases.uncover-photo': [
    {
      about: 'submitted',
      input: (w) => ({ number: w.cases.submitted!.number, photoId: PAINTED }),
      arrange: async (tx, w) => {
        await sql`
          insert into case_photos select (jsonb_populate_record(p, jsonb_build_object(
            'id', ${PAINTED}::text, 'original_id', p.id::text))).*
          from case_photos p where id = ${w.photos.closed}`.execute(tx.db);
        await sql`update case_photos set state = 'removed' where id = ${w.photos.closed}`.execute(
          tx.db,
        );
      },
    },
  ],
  'cases.find-photo': [
    { title: 'published', about: 'in-work', input: (w) => ({ id: w.photos.published }) },
    { title: 'not published', about: 'submitted', input: (w) => ({ id: w.photos.closed }) },
  ],
  'accounts.sweep-sign-ins': ask(),
  'cases.count-queues': ask(),
  'cases.recount-case': [onCase('in-work')],
  'cases.list-recounts': ask(),
  'cases.note-recounted': ask(() => ({ tables: 'RU/2026/2026-01-01', after: null })),
  'cases.find-orphan-photos': ask(() => ({ keys: [] })),
  'cases.find-plain-photos': ask(),
  'cases.seal-photos': ask(),
  'cases.measure-waiting': ask(() => ({})),
  'notices.measure-letters': ask(() => ({})),
  'cases.count-deltas': ask(() => ({ limit: 10 })),
  'cases.list-due': ask(() => ({ what: 'overdue' })),
  'cases.list-queue': QUEUES.map((queue) => ({
    title: queue,
    input: () => ({ queue }),
    shows: (output: { cases: { state: string }[] }) =>
      `${[...new Set(output.cases.map((row) => row.state))].sort().join(', ') || 'nothing'}`,
  })),
};

const APPEAL = { text: LONG, surname: 'Иванова', address: 'Москва, улица Лесная, дом 1' };
const term = { amount: 3, unit: 'working-days' };
const topic = {
  definition: {
    code: 'new-topic',
    wording_ru: 'негде оставить коляску',
    wording_en: 'No place for a pram',
    short_ru: 'Негде оставить коляску',
    short_en: 'No place for prams',
    category: 'children',
    object_kind: 'building',
    fields: [],
    threshold: null,
    evidence: { required: false, kinds: ['photo'] },
    season: { from: null, to: null },
    clocks: 'own',
    routing: 'clinic',
    channel: 'message',
  },
  category: { code: 'children', ru: 'Дети', en: 'Children' },
  terms: Object.fromEntries(STAGES.map((stage) => [stage, term])),
};

const complaints: Record<string, readonly Sample[]> = {
  'complaints.add-draft-photo': ask((w) => ({ token: w.tokens.draft, photo: w.photo })),
  'complaints.cover-draft-photo': [
    {
      input: (w) => ({
        token: w.tokens.draft,
        photoId: w.photos.draft,
        areas: [{ left: 0, top: 0, width: 1, height: 0.1 }],
      }),
    },
  ],
  'complaints.confirm-complaint': ask((w) => ({ token: w.tokens.confirm })),
  'complaints.file-complaint': [
    {
      input: (w) => ({
        clinic: w.clinic.code,
        topic: 'wait-at-door-over-1h',
        story: 'Пришла к девяти утра, а приняли в половине двенадцатого.',
        facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
        email: 'a@example.org',
      }),
      options: { proofOfWork: 'no-script' },
    },
  ],
  'complaints.preview-complaint': [
    {
      input: (w) => ({
        clinic: w.clinic.code,
        topic: 'wait-at-door-over-1h',
        story: 'Пришла к девяти утра, а приняли в половине двенадцатого.',
        facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
        email: 'a@example.org',
      }),
    },
  ],
  'complaints.import-topics': ask(() => ({ categories: [], clocks: {}, topics: [] })),
  'complaints.publish-complaint': [onCase('submitted')],
  'complaints.remove-draft-photo': ask((w) => ({
    token: w.tokens.draft,
    photoId: w.photos.closed,
  })),
  'complaints.forget-settled-wishes': ask(),
  'complaints.forget-stale-drafts': ask(),
  'complaints.save-draft': ask(() => ({ content: {} })),
  'complaints.check-complaint': ask(() => ({})),
  'complaints.count-by-district': ask(),
  'complaints.count-outcomes': ask(),
  'complaints.follow-case': ask((w) => ({ receipt: w.cases.answered!.receipt })),
  'complaints.get-complaint': [
    { ...onCase('submitted', {}, 'not published'), shows: audience },
    { ...onCase('in-work', {}, 'published'), shows: audience },
    { ...onCase('withdrawn', {}, 'withdrawn after publication'), shows: audience },
  ],
  'complaints.retract-complaint': [
    onCase('submitted', {}, 'unpublished'),
    onCase('in-work', {}, 'published'),
  ],
  'complaints.erase-own-complaint': [
    onCase('submitted', { agreed: 'erase' }, 'unpublished'),
    onCase('planned', { agreed: 'erase' }, 'published'),
  ],
  'complaints.erase-own-account': ask(() => ({ agreed: 'erase' })),
  'complaints.release-answer': [
    {
      ...onCase('answered'),
      input: (world) => ({
        number: world.cases.answered!.number,
        answerId: HIDDEN_ANSWER,
      }),
      arrange: async (tx, world) => {
        await tx.db
          .updateTable('case_answers')
          .set({ id: HIDDEN_ANSWER, hidden_at: tx.now })
          .where('case_id', '=', world.cases.answered!.id)
          .where('text_public', 'is not', null)
          .execute();
      },
    },
  ],
  'complaints.list-hidden-answers': ask(),
  'complaints.list-looks': [
    {
      input: () => ({}),
      shows: ({ cases }: { cases: unknown[] }) => (cases.length > 0 ? 'own' : 'none'),
    },
  ],
  'complaints.export-own': [
    {
      input: () => ({}),
      shows: ({ cases }: { cases: unknown[] }) => (cases.length > 0 ? 'own' : 'none'),
    },
  ],
  'complaints.raise-danger': [
    onCase('submitted', {}, 'unpublished'),
    onCase('in-work', {}, 'published'),
  ],
  'complaints.change-topic': [onCase('in-work', { topic: 'no-shoe-covers' })],
  'complaints.import-lanes': ask(() => ({
    emergency: [{ code: '112', number: '112', ru: 'все службы', en: 'all services' }],
    duty_email: null,
    appeals: {
      open: false,
      url: null,
      registration_days: 3,
      answer_days: 30,
      extension_days: 30,
      forwarding_days: 7,
      roll: 'previous',
    },
  })),
  'complaints.get-statistics': ask(),
  'complaints.get-lanes': ask(),
  'complaints.file-appeal': [onCase('disputed', APPEAL)],
  'complaints.register-appeal': [onCase('in-work', { registrationNumber: '1-26' })],
  'complaints.extend-appeal': [onCase('answered', { days: 10, notice: 'Запрошены документы.' })],
  'complaints.forward-appeal': [onCase('answered', { body: 'district-administration' })],
  'complaints.answer-appeal': [onCase('answered', { text: LONG })],
  'complaints.get-draft': ask((w) => ({ token: w.tokens.draft })),
  'complaints.list-complaints': ask(),
  'complaints.list-my-complaints': [
    { input: () => ({}), shows: (output: unknown[]) => (output.length > 0 ? 'own' : 'none') },
  ],
  'complaints.list-requests': ask(() => ({
    from: new Date('2026-01-01T00:00:00Z'),
    to: new Date('2026-03-01T00:00:00Z'),
  })),
  'complaints.get-topics-change': ask(),
  'complaints.list-topics': ask(),
  'complaints.cancel-topic-version': ask(() => ({ code: 'wait-at-door-over-1h', version: 2 })),
  'complaints.restore-topic': ask(() => ({
    code: 'wait-at-door-over-1h',
    version: 2,
    restore: 1,
  })),
  'complaints.save-topic': ask(() => topic),
  'complaints.send-wish': [
    {
      input: () => ({ kind: 'topic', text: 'Во дворе поликлиники негде оставить коляску.' }),
      options: { proofOfWork: 'no-script' },
    },
  ],
  'complaints.settle-wish': ask((w) => ({ id: w.ids.wish, outcome: 'wanted' })),
  'complaints.get-topic': ask(() => ({ code: 'wait-at-door-over-1h' })),
  'complaints.list-topic-registry': ask(),
  'complaints.list-wishes': ask(),
  'complaints.preview-topic': ask(() => ({ ...topic, startAt: '2026-06-10T09:00' })),
};

const HOLD = '00000000-0000-7000-8000-0000000000b1';
const RUN = '00000000-0000-7000-8000-0000000000b2';
const ground = 'Запрос прокуратуры № 12';

const withHold: Sample['arrange'] = async (tx) => {
  await sql`
    insert into legal_holds (region_id, id, person_id, label, ground, set_by, set_at)
    values (${regionOf(tx.scope)}, ${HOLD}, ${HOLD}, '', ${ground}, 'somebody', ${tx.now})`.execute(
    tx.db,
  );
};
const withRun: Sample['arrange'] = async (tx) => {
  await sql`
    insert into retention_runs (region_id, id, class, started_at)
    values (${regionOf(tx.scope)}, ${RUN}, 'rate-limits', ${tx.now})`.execute(tx.db);
};
const stone = {
  id: RUN,
  kind: 'contact',
  subjectId: RUN,
  ground: 'test',
  at: '2026-01-01T00:00:00.000Z',
};

const retention: Record<string, readonly Sample[]> = {
  'act-log.list-heads': ask(),
  'act-log.list-keys': ask(),
  'retention.begin-run': ask(() => ({ class: 'rate-limits' })),
  'retention.finish-run': [
    { input: () => ({ runId: RUN, removed: 1, held: 0, errorCode: null }), arrange: withRun! },
  ],
  'retention.import-terms': ask(() => ({ version: 1, terms: [] })),
  'retention.lift-hold': [{ input: () => ({ holdId: HOLD }), arrange: withHold! }],
  'retention.restore-tombstone': ask(() => stone),
  'retention.sweep-runs': ask(),
  'retention.find-tombstone': ask(() => ({ id: RUN })),
  'retention.list-erasures': ask(() => ({ after: null })),
  'retention.overview': ask(),
  'retention.term-of': ask(() => ({ class: 'rate-limits' })),
  'accounts.sweep-invitations': ask(),
  'accounts.sweep-sessions': ask(),
  'cases.erase-lapsed-cases': ask(),
  'cases.fold-tallies': ask(),
  'cases.hold-case': [onCase('in-work', { ground, until: null })],
  'complaints.erase-complaint': ask((w) => ({ subjectId: w.cases['in-work']!.id, ground })),
  'accounts.erase-person': ask((w) => ({ subjectId: w.author.personId, ground })),
  'notices.empty-old-letters': ask(),
  'notices.erase-contact': ask((w) => ({ subjectId: w.author.personId, ground })),
  'notices.forget-unconfirmed-contacts': ask(),
  'notices.hold-contact': ask(() => ({ email: 'patient@example.org', ground, until: null })),
};

const NOTE = '00000000-0000-7000-8000-0000000000b3';
/** A note on a case in which whoever asks is mentioned. */
const mentioned: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.kind !== 'person') return;
  const region = regionOf(tx.scope);
  await sql`
    insert into desk_notes (region_id, id, case_id, side, text_sealed, written_by, written_at)
    select ${region}, ${NOTE}, id, 'region', 'x', ${NOTE}, ${tx.now} from cases
    where region_id = ${region} and id = ${world.cases['in-work']!.id}`.execute(tx.db);
  await sql`
    insert into desk_mentions (region_id, note_id, person_id)
    select region_id, id, ${actor.personId} from desk_notes where id = ${NOTE}`.execute(tx.db);
};

const COLLEAGUE = 'colleague@example.org';
/** Somebody else who works with the case. */
const withColleague =
  (grant: (world: World) => Grant): Sample['arrange'] & {} =>
  async (tx, world) => {
    const personId = await contactFor(tx, { email: COLLEAGUE, locale: 'ru' });
    await ensurePerson(tx, personId);
    await addGrant(tx, { personId, ...grant(world), grantedBy: null });
  };

/** A case that whoever asks holds on both sides. */
const held: Sample['arrange'] = async (tx, world, actor) => {
  if (actor.kind !== 'person') return;
  await sql`
    insert into desk_assignments (region_id, case_id, side, holder_id, since)
    select c.region_id, c.id, side, ${actor.personId}, ${tx.now}
    from cases c, unnest(array['region', 'clinic']) side
    where c.region_id = ${regionOf(tx.scope)} and c.id = ${world.cases['in-work']!.id}`.execute(
    tx.db,
  );
};

const desk: Record<string, readonly Sample[]> = {
  'desk.find-in-queue': QUEUES.map((queue) => ({
    title: queue,
    input: () => ({ queue, held: 'free' }),
  })),
  'desk.give-back': [{ ...onCase('in-work'), arrange: held! }],
  'desk.hand-over': [
    {
      ...onCase('in-work', { to: COLLEAGUE }, 'within the region'),
      arrange: withColleague(() => ({ role: 'moderator', reach: region })),
    },
    {
      ...onCase('in-work', { to: COLLEAGUE }, 'within the clinic'),
      arrange: withColleague((w) => ({
        role: 'executor',
        reach: { kind: 'clinic', id: w.clinic.id },
      })),
    },
  ],
  'desk.open-page': [onCase('submitted', {}, 'not published'), onCase('in-work', {}, 'published')],
  'desk.take-case': [onCase('submitted', {}, 'not published'), onCase('in-work', {}, 'published')],
  'desk.add-note': [
    onCase('submitted', { text: LONG }, 'not published'),
    onCase('in-work', { text: LONG }, 'published'),
  ],
  'desk.list-notes': [onCase('submitted', {}, 'not published'), onCase('in-work', {}, 'published')],
  'desk.list-colleagues': [onCase('in-work')],
  'desk.list-mentions': ask(),
  'desk.settle-mention': [{ input: () => ({ noteId: NOTE }), arrange: mentioned! }],
  ...DESK_AT_WORK,
};

const rest: Record<string, readonly Sample[]> = {
  'notices.take-letter': ask((w) => ({ letterId: w.ids.letter })),
  'notices.settle-letter': ask((w) => ({ letterId: w.ids.letter, fence: 1, delivery: 'sent' })),
};

/** A verb without a sample fails the matrix: nobody adds one without saying who may ask it. */
export const SAMPLES: Readonly<Record<string, readonly Sample[]>> = {
  ...accounts,
  ...WAYS_IN,
  ...cases,
  ...complaints,
  ...desk,
  ...COMPANIONS,
  ...CONFIDENCE,
  ...FILINGS,
  ...SIGNING,
  ...PARTS,
  ...retention,
  ...rest,
};
