import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MessageError, signPosted } from '@otklik/adapters';
import { regionScope, type Actor, type MessagePort, type ShortMessage } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { useServing } from '../../../apps/server/test/serving.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, TEST_START } from '../../../tests/support/installation.ts';
import { importAttached, importVisits, planAll, putRules } from '../src/index.ts';
import { askAll, CLINIC, linksTo, visit } from './town.ts';

const serving = useServing();
const DOORS = { sms: '/api/v1/messages/sms', messenger: '/api/v1/messages/messenger' } as const;
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const SECRET = 'g'.repeat(40);
const DAY_ms = 86_400_000;
const sent: (ShortMessage & { readonly by: string })[] = [];
/** What the gateway says to the next messages; then it takes them. */
let says: Error[] = [];
let boss: pg.Client;

const gateway = (by: string): MessagePort => ({
  async send(message) {
    const error = says.shift();
    if (error) throw error;
    sent.push({ ...message, by });
  },
  isSigned: ({ signature, body }, now) => signature === signPosted(SECRET, body, now),
});
const rows = async (sql: string, values: unknown[] = []) =>
  (await boss.query<Record<string, unknown>>(sql, values)).rows;
const report = async (...visits: unknown[]) =>
  (
    await serving.it.faces.surveys.recordVisits(system, { visits: JSON.stringify(visits) })
  ).outcomes.map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));
const later = (days: number): void =>
  serving.it.clock.set(new Date(TEST_START.getTime() + days * DAY_ms));
async function rules(over: object): Promise<void> {
  await boss.query('delete from survey_rules');
  await serving.it.app.store.withScope(regionScope(REGION), (tx) =>
    putRules(tx, {
      from: '2026-01-01',
      to: null,
      rules: { channels: ['mail', 'sms', 'messenger'], ...over },
    }),
  );
}
const to = (address: string) => sent.filter((one) => one.to === address);
const post = (channel: keyof typeof DOORS, event: object, secret = SECRET) => {
  const body = JSON.stringify(event);
  return serving.call(DOORS[channel], {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-otklik-signature': signPosted(secret, body, serving.it.clock.now()),
    },
    body,
  });
};
let calls = 0;
const phone = (): string => `+7916${String((calls += 1)).padStart(7, '0')}`;
const bySms = (name: string, number: string, over: object = {}) =>
  visit(name, { contact: { phone: number }, flags: ['consent-sms'], ...over });

beforeAll(async () => {
  boss = await clientFor(serving.it.superUrl);
  Object.assign(serving.it.app.ports, { sms: gateway('sms'), messenger: gateway('messenger') });
  await rules({});
});
afterAll(() => boss.end());
beforeEach(() => {
  serving.it.clock.set(TEST_START);
  says = [];
});

describe('a message instead of a letter', () => {
  test('goes to whoever has no e-mail, once, with a link that says by which way they came', async () => {
    const number = phone();
    const both = phone();
    await report(
      bySms('by-sms', number),
      visit('by-mail', {
        contact: { email: 'by-mail@example.org', phone: both },
        flags: ['consent', 'consent-sms'],
      }),
      visit('by-bot', {
        contact: { email: 'by-bot@example.org', messenger: 'talk-1' },
        prefers: 'messenger',
        flags: ['consent', 'consent-messenger'],
      }),
      visit('unasked', { contact: { phone: phone() }, flags: ['consent'] }),
    );
    await askAll(serving.it);
    await askAll(serving.it);
    expect([to(number), to(both), to('talk-1')].map(({ length }) => length)).toEqual([1, 0, 1]);
    expect([linksTo(serving.it, 'by-mail@example.org').length, to('talk-1')[0]!.by]).toEqual([
      1,
      'messenger',
    ]);
    expect(linksTo(serving.it, 'by-bot@example.org')).toEqual([]);
    expect(to(number)[0]!.text).toMatch(/\/survey\/[\w-]{43} Отказ: СТОП$/);
    const ways = await rows(
      `select distinct way from survey_tokens where way in ('sms', 'messenger') order by 1`,
    );
    expect(ways).toEqual([{ way: 'messenger' }, { way: 'sms' }]);
    // Neither a number nor the name of a talk stands anywhere in clear.
    for (const table of ['survey_people', 'survey_addresses', 'survey_visits', 'audit_rows'])
      expect(JSON.stringify(await rows(`select * from ${table}`))).not.toMatch(
        /\+7916000|talk-1|by-mail@/,
      );
    // One reminder, by the same way; the first link goes on opening the form.
    later(4);
    await askAll(serving.it);
    later(9);
    await askAll(serving.it);
    expect(to(number)).toHaveLength(2);
    const links = await rows(
      `select way, count(*)::int as n from survey_tokens where way like 'sms%' group by 1 order by 1`,
    );
    expect(links).toEqual([
      { way: 'sms', n: 1 },
      { way: 'sms-reminder', n: 1 },
    ]);
  });

  test('one person has one budget over all their ways', async () => {
    const number = phone();
    await report(bySms('one-a', number));
    await askAll(serving.it);
    later(10);
    // The same number, now with an e-mail: still the same person.
    await report(
      visit('one-b', {
        endedAt: '2026-06-19T12:00:00+03:00',
        contact: { email: 'one@example.org', phone: number },
        flags: ['consent', 'consent-sms'],
      }),
    );
    await askAll(serving.it);
    expect([to(number).length, linksTo(serving.it, 'one@example.org').length]).toEqual([2, 0]);
    expect(
      await rows(
        `select count(*)::int as n from survey_visits where refused_because = 'fatigue-days'`,
      ),
    ).toEqual([{ n: 1 }]);
  });

  test('a gateway that fails at each step: nothing twice, nothing lost that surely did not leave', async () => {
    const [away, refused, doubtful, nobody] = [phone(), phone(), phone(), phone()] as const;
    const ask = async (name: string, number: string, error: Error) => {
      await report(bySms(name, number));
      says = [error];
      await askAll(serving.it);
      says = [];
    };
    await ask('away', away, new MessageError('connect', false));
    await ask('later', refused, new MessageError('sign-in', false, 503));
    await ask('doubt', doubtful, new MessageError('data', false));
    await ask('nobody', nobody, new MessageError('recipient', true, 422, '5.1.1'));
    serving.it.clock.set(new Date(TEST_START.getTime() + 3_600_000));
    await askAll(serving.it);
    await askAll(serving.it);
    expect([away, refused, doubtful, nobody].map((one) => to(one).length)).toEqual([1, 1, 0, 0]);
    const states = await rows(
      `select l.state, l.parts is not null as paid from survey_letters l
       join survey_invitations i on i.id = l.invitation_id join survey_visits v on v.id = i.visit_id
       join survey_addresses a on a.person_id = i.person_id
       where l.channel = 'sms' and l.kind = 'invitation' and l.state <> 'sent' order by 1`,
    );
    expect(states).toEqual([
      { state: 'failed', paid: false },
      { state: 'in-doubt', paid: true },
    ]);
    expect(
      await rows(
        `select a.suppressed_because, p.suppressed_on as person from survey_addresses a
         join survey_people p on p.id = a.person_id where a.suppressed_on is not null`,
      ),
    ).toEqual([{ suppressed_because: 'address-refused', person: null }]);
  });

  test('costs parts, and a day’s limit holds however many leave at once', async () => {
    later(40);
    const ended = { endedAt: '2026-07-19T12:00:00+03:00' };
    await rules({ sms_day_max: 5 });
    const numbers = Array.from({ length: 6 }, phone);
    await report(...numbers.map((one, at) => bySms(`limit-${at}`, one, ended)));
    await askAll(serving.it);
    expect(numbers.filter((one) => to(one).length === 1)).toHaveLength(2);
    expect(
      await rows(`select messages, parts from survey_channel_days where day = '2026-07-20'`),
    ).toEqual([{ messages: 2, parts: 4 }]);
    later(41);
    await rules({});
    await askAll(serving.it);
    expect(numbers.every((one) => to(one).length === 1)).toBe(true);
  });

  test('waits for the morning of whoever reads', async () => {
    const number = phone();
    await report(bySms('night', number, { timeZone: 'Asia/Vladivostok' }));
    serving.it.clock.set(new Date('2026-06-10T13:00:00Z'));
    await askAll(serving.it);
    expect(to(number)).toHaveLength(0);
    serving.it.clock.set(new Date('2026-06-10T23:30:00Z'));
    await askAll(serving.it);
    expect(to(number)).toHaveLength(1);
  });
});

describe('what a gateway posts back', () => {
  test('STOP stops every way, signed alone; other words and other senders change nothing', async () => {
    const number = phone();
    await report(
      visit('stops', {
        contact: { email: 'stops@example.org', phone: number },
        prefers: 'sms',
        flags: ['consent', 'consent-sms'],
      }),
    );
    await askAll(serving.it);
    const reply = { event: 'reply', from: number.replace('+7', '8'), text: 'Стоп!' };
    expect((await post('sms', reply, 'x'.repeat(40))).status).toBe(401);
    const said = async (event: object) =>
      ((await (await post('sms', event)).json()) as { outcome: string }).outcome;
    expect(await said({ ...reply, text: 'а когда приём?' })).toBe('ignored');
    expect(await said({ ...reply, from: '+79990000000' })).toBe('unknown');
    expect(await said(reply)).toBe('stopped');
    expect(await said(reply)).toBe('same');
    expect((await post('sms', { event: 'other' })).status).toBe(422);
    // Neither by the number nor by the e-mail, and no reminder.
    later(60);
    await report(
      visit('stops-again', {
        endedAt: '2026-08-08T12:00:00Z',
        contact: { email: 'stops@example.org' },
      }),
    );
    await askAll(serving.it);
    expect([to(number).length, linksTo(serving.it, 'stops@example.org').length]).toEqual([1, 0]);
  });

  test('that a number is nobody’s closes the number and not the person', async () => {
    const number = phone();
    await report(
      visit('gone', {
        contact: { email: 'gone-number@example.org', phone: number },
        prefers: 'sms',
        flags: ['consent', 'consent-sms'],
      }),
    );
    await askAll(serving.it);
    const event = { event: 'status', id: to(number)[0]!.id, state: 'failed', reason: 'recipient' };
    // A messenger's bot may not speak of a text message.
    expect(await (await post('messenger', event)).json()).toEqual({ outcome: 'unknown' });
    expect(await (await post('sms', event)).json()).toEqual({ outcome: 'returned' });
    expect(await (await post('sms', event)).json()).toEqual({ outcome: 'same' });
    later(60);
    await report(
      visit('gone-2', {
        endedAt: '2026-08-08T12:00:00Z',
        contact: { email: 'gone-number@example.org' },
      }),
    );
    await askAll(serving.it);
    expect([to(number).length, linksTo(serving.it, 'gone-number@example.org').length]).toEqual([
      1, 1,
    ]);
  });
});

describe('a child’s visit', () => {
  test('goes to the parent in words for one, with the child’s form; JSON and CSV alike', async () => {
    const parents = { parent: { email: 'mother@example.org' }, flags: ['parent-consent'] };
    expect(
      await report(
        visit('kid', { age: 7, ...parents, contact: { email: 'kid@example.org' } }),
        visit('teen', {
          age: 16,
          parent: { email: 'father@example.org' },
          flags: ['consent', 'parent-consent'],
        }),
      ),
    ).toEqual(['new', 'new']);
    const file = `visit_id;source_system;unit;service;ended_at;sector;parent_email;parent_consent;age
csv-kid;his;${CLINIC};doctor-visit;2026-06-09T15:00:00+03:00;health;csv-mother@example.org;да;3
`;
    const take = (visits: string) => serving.it.faces.surveys.recordVisits(system, { visits });
    expect((await importVisits(take, Buffer.from(file))).counts).toMatchObject({
      new: 1,
      refused: 0,
    });
    await askAll(serving.it);
    const letters = serving.it.letters.filter(({ to: address }) =>
      /mother@|kid@|teen@|father@/.test(address),
    );
    expect(
      letters
        .map(({ to: address, subject }) => `${address} ${subject.includes('с ребёнком')}`)
        .toSorted(),
    ).toEqual(['csv-mother@example.org true', 'mother@example.org true', 'teen@example.org false']);
    const asked = await rows(
      `select i.audience, f.url from survey_invitations i join survey_forms f on f.id = i.form_id
       where i.audience <> 'adult' order by 1`,
    );
    expect(
      asked.map(({ audience, url }) => `${String(audience)} ${String(url).split('/').at(-1)}`),
    ).toEqual(['parent child-visit', 'parent child-visit', 'young visit-2015']);
    // Only who is asked is kept, no age.
    expect(await rows('select 1 from survey_visits where birth_year is not null')).toEqual([]);
  });
});

describe('a correction', () => {
  const counted = () =>
    rows(
      `select kind, stage, sum(n)::int as n from survey_corrections group by 1, 2 order by 1, 2`,
    );

  test('stops what has not left, closes what has, and is counted', async () => {
    const [other] = await rows('select code from clinics where code <> $1 order by code limit 1', [
      CLINIC,
    ]);
    const elsewhere = String(other!.code);
    await boss.query('delete from survey_corrections');
    await report(visit('c-1'), visit('c-2'), visit('c-3'), visit('c-4', { revision: 5 }));
    expect(await report(visit('c-1', { status: 'cancelled' }))).toEqual(['cancelled']);
    expect(await report(visit('c-2', { unit: elsewhere }))).toEqual(['changed']);
    expect(await report(visit('c-4', { revision: 4, unit: elsewhere }))).toEqual(['same']);
    expect(await report(visit('c-4', { revision: 4, status: 'cancelled' }))).toEqual(['same']);
    await askAll(serving.it);
    expect(
      ['c-1', 'c-2', 'c-3'].map((id) => linksTo(serving.it, `${id}@example.org`).length),
    ).toEqual([0, 1, 1]);
    expect(await report(visit('c-2', { status: 'cancelled' }))).toEqual(['cancelled']);
    expect(await report(visit('c-3', { unit: elsewhere }))).toEqual(['changed']);
    expect(await report(visit('c-3', { unit: elsewhere }))).toEqual(['same']);
    expect(await counted()).toEqual([
      { kind: 'cancelled', stage: 'after-letter', n: 1 },
      { kind: 'cancelled', stage: 'before-letter', n: 1 },
      { kind: 'moved', stage: 'after-letter', n: 1 },
      { kind: 'moved', stage: 'before-letter', n: 1 },
    ]);
    for (const id of ['c-2', 'c-3']) {
      const [link] = linksTo(serving.it, `${id}@example.org`);
      const looking = serving.it.faces.surveyAnswers.lookAtLink(
        { kind: 'visitor', region: REGION, origin: 'x' },
        { token: link!, locale: 'ru' },
      );
      await expect(looking).rejects.toMatchObject({ code: 'link-expired' });
    }
  });
});

describe('attached people without a visit', () => {
  const person = (personId: string, over: object = {}) => ({
    personId,
    sourceSystem: 'register',
    unit: CLINIC,
    contact: { email: `${personId}@example.org` },
    flags: ['consent'],
    ...over,
  });

  test('some are drawn once a period, by chance, with their probability; a visit counts wherever it was told', async () => {
    await rules({
      access: { every_months: 3, months_without: 12, not_asked_days: 180, rate: 0.5 },
    });
    const key = await serving.key('visits:write');
    const send = async (people: unknown[]) =>
      (await (
        await serving.call('/api/v1/attached', {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({ people }),
        })
      ).json()) as { outcomes: { outcome: string; code?: string }[] };
    const many = Array.from({ length: 60 }, (_, at) => person(`attached-${at}`));
    expect(new Set((await send(many)).outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['new']),
    );
    const more = await send([
      person('attached-0'),
      person('seen', { lastVisitOn: '2026-03-01' }),
      person('met'),
      person('silent', { flags: [] }),
      person('nowhere', { unit: 'no-such-place' }),
      person('left'),
      person('left', { status: 'left' }),
    ]);
    expect(more.outcomes.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'known',
      'new',
      'new',
      'no-consent',
      'unknown-place',
      'new',
      'left',
    ]);
    // «met» was at a clinic: the visit itself says so.
    await report(visit('met', { flags: ['consent', 'open-complaint'] }));
    await planAll(serving.it.app, REGION, () => true);
    later(1);
    await askAll(serving.it);
    const [round] = await rows('select * from survey_access_rounds');
    expect(round).toMatchObject({
      starts_on: '2026-04-01',
      listed: 62,
      eligible: 60,
      is_done: true,
    });
    expect(Number(round!.drawn)).toBeGreaterThan(15);
    expect(Number(round!.drawn)).toBeLessThan(45);
    const drawn = await rows(
      `select inclusion::float as inclusion, state from survey_visits where form_kind = 'access'`,
    );
    expect(drawn).toHaveLength(Number(round!.drawn));
    expect(
      new Set(drawn.map(({ inclusion, state }) => `${String(inclusion)} ${String(state)}`)),
    ).toEqual(new Set(['0.5 invited']));
    const letters = serving.it.letters.filter(({ subject }) => subject.includes('попасть к врачу'));
    expect(letters).toHaveLength(drawn.length);
    expect(letters.some(({ to: address }) => /^(?:seen|met|left)@/.test(address))).toBe(false);
    // Nothing of them stands among visits and letters after one.
    const [counts] = await rows(
      `select coalesce(sum(sent), 0)::int as sent from survey_day_counts where day >= '2026-06-10'`,
    );
    await planAll(serving.it.app, REGION, () => true);
    expect(await rows(`select 1 from survey_visits where form_kind = 'access'`)).toHaveLength(
      drawn.length,
    );
    expect(counts).toEqual({ sent: 0 });
  });

  test('a list comes as a file too, and whoever no list names is forgotten', async () => {
    const file = `person_id,source_system,unit,phone,consent_sms
file-1,register,${CLINIC},8 916 555 00 01,yes
file-2,register,${CLINIC},,yes
`;
    const take = (people: string) => serving.it.faces.surveys.recordAttached(system, { people });
    const { counts, faults } = await importAttached(take, Buffer.from(file));
    expect([counts.new, faults.map(({ line, code }) => `${line} ${code}`)]).toEqual([
      1,
      ['3 no-address'],
    ]);
    later(200);
    const retention: Actor = { kind: 'system', region: REGION, name: 'retention' };
    await serving.it.faces.surveys.forgetAttached(retention, {});
    expect(await rows('select 1 from survey_attached')).toEqual([]);
  });
});

describe('another way than the first', () => {
  const person = async (email: string): Promise<Actor> => {
    const personId = await serving.it.app.store.withScope(
      regionScope(REGION),
      (tx) => contactFor(tx, { email, locale: 'ru' }),
      { now: serving.it.clock.now() },
    );
    return {
      kind: 'person',
      region: REGION,
      personId,
      sessionId: personId,
      grants: [],
      secondFactor: false,
      origin: 'x',
    };
  };
  const both = (name: string, number: string, over: object = {}) =>
    visit(name, {
      contact: { email: `${name}@example.org`, phone: number },
      flags: ['consent', 'consent-sms'],
      ...over,
    });
  const returned = (name: string) =>
    boss.query(
      `update survey_letters l set state = 'failed', because = 'returned' from survey_invitations i
         join survey_people p on p.id = i.person_id
       where l.invitation_id = i.id and p.contact_index = $1`,
      [serving.it.app.ports.keys.index(REGION, `${name}@example.org`)],
    );

  test('follows a letter that reached nobody, as its one reminder, and never after an answer or a stop', async () => {
    const [open, spent, stopped] = [phone(), phone(), phone()];
    await report(both('unreached', open), both('answered', spent), both('unwilling', stopped));
    await askAll(serving.it);
    for (const name of ['unreached', 'answered', 'unwilling']) await returned(name);
    const state = (name: string, change: string) =>
      boss.query(
        `update survey_invitations i set ${change} from survey_people p
         where p.id = i.person_id and p.contact_index = $1`,
        [serving.it.app.ports.keys.index(REGION, `${name}@example.org`)],
      );
    await state('answered', `state = 'spent', spent_on = '2026-06-10'`);
    await serving.it.faces.surveys.chooseWays(await person('unwilling@example.org'), {
      ways: [],
      prefers: null,
      hours: null,
      locale: 'ru',
    });
    expect([open, spent, stopped].map((number) => to(number).length)).toEqual([0, 0, 0]);
    for (const days of [4, 9, 14]) {
      later(days);
      await askAll(serving.it);
    }
    expect([open, spent, stopped].map((number) => to(number).length)).toEqual([1, 0, 0]);
    expect(linksTo(serving.it, 'unreached@example.org')).toHaveLength(1);
  });

  test('is chosen by the person, whose word goes before what a visit tells, and is told back', async () => {
    const number = phone();
    await report(both('chooser', number));
    const actor = await person('chooser@example.org');
    const { surveys } = serving.it.faces;
    expect((await surveys.getOwnWays(actor, {})).own).toMatchObject({
      ways: [
        { channel: 'mail', isOn: true },
        { channel: 'sms', isOn: true },
      ],
      prefers: null,
      isNever: false,
    });
    await surveys.chooseWays(actor, {
      ways: ['sms'],
      prefers: 'sms',
      hours: 'evening',
      locale: 'en',
    });
    await report(both('chooser', number, { visitId: 'chooser-2', prefers: 'mail' }));
    await askAll(serving.it);
    // It is noon: their evening has not come.
    expect([to(number).length, linksTo(serving.it, 'chooser@example.org').length]).toEqual([0, 0]);
    serving.it.clock.set(new Date('2026-06-10T14:30:00Z'));
    await askAll(serving.it);
    expect([to(number).length, linksTo(serving.it, 'chooser@example.org').length]).toEqual([1, 0]);
    expect(to(number)[0]!.text).toContain('/en/survey/');
    const own = await surveys.listOwn(actor, {});
    expect(own.ways).toMatchObject({ prefers: 'sms', hours: 'evening', locale: 'en' });
    await surveys.chooseWays(actor, { ways: [], prefers: 'sms', hours: null, locale: 'ru' });
    expect((await surveys.getOwnWays(actor, {})).own).toMatchObject({ isNever: true });
    await surveys.chooseWays(actor, { ways: ['mail'], prefers: null, hours: null, locale: 'ru' });
    expect((await surveys.getOwnWays(actor, {})).own).toMatchObject({ isNever: false });
    const stranger = await person('never-reported@example.org');
    expect(await surveys.getOwnWays(stranger, {})).toEqual({ own: null });
    const choice = { ways: [], prefers: null, hours: null, locale: 'ru' as const };
    await expect(surveys.chooseWays(stranger, choice)).rejects.toMatchObject({ code: 'not-found' });
    await expect(surveys.chooseWays(system, choice)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
