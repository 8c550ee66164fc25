import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readMailReport } from '@otklik/adapters';
import { regionScope, runCommand, type Actor, type Letter } from '@otklik/kernel';
import { confirmContact, contactFor, forgetContact } from '@otklik/notices';
import { takeMailReport } from '../../../apps/server/src/mail-in.ts';
import { useServing } from '../../../apps/server/test/serving.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, TEST_START } from '../../../tests/support/installation.ts';
import { countDays } from '../src/commands/count-days.ts';
import { importVisits, planAll, sendAll } from '../src/index.ts';
import { askAll, CLINIC, linksTo, visit } from './town.ts';

const serving = useServing();
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
const coordinator = staff('00000000-0000-7000-8000-0000000000c1', {
  role: 'coordinator',
  reach: { kind: 'region' },
});
const DAY_ms = 86_400_000;
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(serving.it.superUrl);
});
afterAll(() => boss.end());
beforeEach(() => serving.it.clock.set(TEST_START));

const rows = async (sql: string, values: unknown[] = []) =>
  (await boss.query<Record<string, unknown>>(sql, values)).rows;
const report = (...visits: unknown[]) =>
  serving.it.faces.surveys.recordVisits(system, { visits: JSON.stringify(visits) });
const lettersTo = (name: string): Letter[] =>
  serving.it.letters.filter(({ to }) => to === `${name}@example.org`);
const later = (days: number): void =>
  serving.it.clock.set(new Date(TEST_START.getTime() + days * DAY_ms));

/** Somebody was at the clinic, and was asked. @returns their letter */
async function asked(name: string, over: Record<string, unknown> = {}): Promise<Letter> {
  await report(visit(name, over));
  await askAll(serving.it);
  return lettersTo(name)[0]!;
}
/** What the store has of the letters to somebody. */
async function states(name: string): Promise<unknown[]> {
  const index = await serving.it.app.store.withScope(regionScope(REGION), async (tx) =>
    tx.vault.index(`${name}@example.org`),
  );
  return (
    await rows(
      `select l.kind || ' ' || l.state || coalesce(' ' || l.because, '') as said
       from survey_letters l join survey_invitations i on i.id = l.invitation_id
       join survey_people p on p.id = i.person_id where p.contact_index = $1 order by l.kind`,
      [index],
    )
  ).map(({ said }) => said);
}
const personOf = async (name: string): Promise<Record<string, unknown>> => {
  const index = await serving.it.app.store.withScope(regionScope(REGION), async (tx) =>
    tx.vault.index(`${name}@example.org`),
  );
  return (await rows('select * from survey_people where contact_index = $1', [index]))[0]!;
};

/** A post office reports about a letter by its way back. */
function dsn(letter: Letter, status: string, action = 'failed', salt = ''): Promise<string> {
  const text = `To: <b-${letter.returnTicket}@bounce.example.org>
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx${salt}.example.net

Final-Recipient: rfc822; somebody-else@example.org
Action: ${action}
Status: ${status}

--b--
`;
  return takeMailReport(serving.it, readMailReport(Buffer.from(text)));
}

describe('a letter comes back', () => {
  test('no such address: nothing more is sent there, by surveys and by the house', async () => {
    const { app } = serving.it;
    const contactId = await app.store.withScope(
      regionScope(REGION),
      (tx) => contactFor(tx, { email: 'gone@example.org', locale: 'ru' }),
      { now: serving.it.clock.now() },
    );
    const letter = await asked('gone');
    expect(letter.returnTicket).toMatch(/^[a-z2-7]{26}$/);
    expect(await dsn(letter, '5.1.1')).toBe('taken');
    expect(await dsn(letter, '5.1.1')).toBe('same');
    expect(await states('gone')).toEqual(['invitation failed returned']);
    expect((await personOf('gone')).suppressed_because).toBe('address-refused');
    const [contact] = await rows('select bounced_at from contacts where id = $1', [contactId]);
    expect(contact!.bounced_at).not.toBeNull();
    // Months later too: the decision has its reason.
    later(60);
    await report(
      visit('gone-again', {
        endedAt: '2026-08-08T12:00:00Z',
        contact: { email: 'gone@example.org' },
      }),
    );
    await askAll(serving.it);
    expect(lettersTo('gone')).toHaveLength(1);
    expect(
      await rows(`select 1 from survey_visits where refused_because = 'suppressed'`),
    ).toHaveLength(1);
  });

  test('who is meant is the letter’s own, whoever the report names; strangers’ reports change nothing', async () => {
    const meant = await asked('meant');
    await asked('somebody-else');
    expect(await dsn(meant, '5.1.1')).toBe('taken');
    expect((await personOf('somebody-else')).suppressed_on).toBeNull();
    expect((await personOf('meant')).suppressed_on).not.toBeNull();
    expect(await dsn({ ...meant, returnTicket: 'a'.repeat(26) }, '5.1.1')).toBe('unknown');
  });

  test('by what was said: we are refused, it is late, twice not now, a reader complains', async () => {
    const ours = await asked('policy');
    await dsn(ours, '5.7.1');
    await dsn(ours, '4.4.1', 'delayed');
    expect(await personOf('policy')).toMatchObject({ suppressed_on: null, soft_until: null });
    const full = await asked('full');
    await dsn(full, '4.2.2', 'failed', '1');
    expect((await personOf('full')).soft_until).toBeNull();
    await dsn(full, '4.2.2', 'failed', '2');
    expect((await personOf('full')).soft_until).toBe('2026-06-24');
    const angry = await asked('angry');
    const arf = `To: <b-${angry.returnTicket}@bounce.example.org>\nContent-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b--\n`;
    await takeMailReport(serving.it, readMailReport(Buffer.from(arf)));
    later(5);
    await askAll(serving.it);
    expect(lettersTo('angry')).toHaveLength(1);
    // An answer can still be given: a report changes nothing about the invitation.
    const [link] = linksTo(serving.it, 'full@example.org');
    const { surveyAnswers } = serving.it.faces;
    expect(
      (await surveyAnswers.lookAtLink(visitor, { token: link!, locale: 'ru' })).steps.length,
    ).toBeGreaterThan(0);
  });

  test('staff sends it once more, as its reminder, and a lifted address is written to again', async () => {
    await dsn(await asked('mended'), '5.2.2');
    const { surveys } = serving.it.faces;
    const find = async (name: string) => {
      const person = await personOf(name);
      const [{ id } = {}] = await rows('select id from survey_invitations where person_id = $1', [
        person.id,
      ]);
      return String(id);
    };
    const invitation = await find('mended');
    const listed = (await surveys.listMail(coordinator, {})).unsent;
    expect(listed.find((one) => one.invitation === invitation)).toMatchObject({
      because: 'returned',
      canSend: true,
    });
    expect(JSON.stringify(listed)).not.toMatch(/@|mended/);
    await surveys.resend(coordinator, { invitation });
    await expect(surveys.resend(coordinator, { invitation })).rejects.toMatchObject({
      code: 'already-done',
    });
    await askAll(serving.it);
    expect(lettersTo('mended')).toHaveLength(2);
    const gone = await find('meant');
    await expect(surveys.resend(coordinator, { invitation: gone })).rejects.toMatchObject({
      data: { reason: 'suppressed' },
    });
    await surveys.liftSuppression(coordinator, { invitation: gone, reason: 'owner-said' });
    await surveys.resend(coordinator, { invitation: gone });
    await askAll(serving.it);
    expect(lettersTo('meant')).toHaveLength(2);
    expect(new Set(linksTo(serving.it, 'meant@example.org')).size).toBe(2);
  });
});

describe('a reader stops letters', () => {
  const post = (letter: Letter, body = 'List-Unsubscribe=One-Click') =>
    serving.call(new URL(letter.unsubscribe!).pathname, { method: 'POST', body });

  test('by one press of their mail program; looking at it, by whatever, changes no row', async () => {
    const letter = await asked('presser');
    const marks = () =>
      rows(`select xmin::text as x from survey_stops union all select xmin::text from survey_people
        union all select xmin::text from survey_invitations union all select xmin::text from survey_tokens
        union all select xmin::text from survey_letters union all select xmin::text from survey_day_counts order by 1`);
    const before = await marks();
    const links = [...letter.html.matchAll(/href="([^"]+)"/g)].map(([, href]) =>
      href!.replaceAll('&amp;', '&'),
    );
    expect(links.length).toBeGreaterThan(6);
    for (const link of [...links, letter.unsubscribe!])
      for (const method of ['GET', 'HEAD'])
        await serving.call(new URL(link).pathname, { method, redirect: 'manual' });
    const { surveys, surveyAnswers } = serving.it.faces;
    const ticket = letter.unsubscribe!.split('/').at(-1)!;
    expect(await surveys.lookAtStop(visitor, { ticket })).toMatchObject({ stopped: null });
    await surveyAnswers.lookAtLink(visitor, {
      token: linksTo(serving.it, letter.to)[0]!,
      locale: 'ru',
    });
    expect(await marks()).toEqual(before);
    const door = await serving.call(new URL(letter.unsubscribe!).pathname, { redirect: 'manual' });
    expect(door.headers.get('location')).toBe(`/survey-stop/${ticket}`);
    const [first, second] = [await post(letter), await post(letter, 'anything')];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(await surveys.lookAtStop(visitor, { ticket })).toMatchObject({ stopped: 'all' });
    expect((await post({ ...letter, unsubscribe: `${letter.unsubscribe}x` })).status).toBe(404);
    later(5);
    await askAll(serving.it);
    expect(lettersTo('presser')).toHaveLength(1);
  });

  test('between decision and sending: the letter does not leave, and says why', async () => {
    await report(visit('quick'));
    await planAll(serving.it.app, REGION, () => true);
    const person = await personOf('quick');
    await boss.query(`insert into survey_stops values ('RU-MOW', $1, '', '2026-06-10')`, [
      person.contact_index,
    ]);
    await sendAll(serving.it.app, REGION, () => true);
    expect(lettersTo('quick')).toHaveLength(0);
    expect(await states('quick')).toEqual(['invitation void stopped']);
    await report(visit('dumb'));
    await planAll(serving.it.app, REGION, () => true);
    await boss.query(
      `update survey_people set suppressed_on = '2026-06-10', suppressed_because = 'address-refused' where id = $1`,
      [(await personOf('dumb')).id],
    );
    await sendAll(serving.it.app, REGION, () => true);
    expect(await states('dumb')).toEqual(['invitation void suppressed']);
  });

  test('finds it in their own data, lifts it, and is forgotten with their address while the stop stays', async () => {
    const { app, faces, clock } = serving.it;
    const inRegion = <T>(work: Parameters<typeof app.store.withScope<T>>[1]) =>
      app.store.withScope(regionScope(REGION), work, { now: clock.now() });
    const letter = await asked('owner');
    const ticket = letter.unsubscribe!.split('/').at(-1)!;
    await faces.surveys.stopByLink(visitor, { ticket, from: 'sender' });
    const contactId = await inRegion(async (tx) => {
      const id = await contactFor(tx, { email: 'owner@example.org', locale: 'ru' });
      await confirmContact(tx, id);
      return id;
    });
    const owner = { ...staff(contactId), secondFactor: false } as Actor;
    const own = await faces.surveys.listOwn(owner, {});
    expect(own.invitations).toMatchObject([{ month: '2026-06', state: 'open' }]);
    expect(own.touches).toMatchObject([{ kind: 'invitation', n: 1 }]);
    expect(own.stops).toHaveLength(1);
    await faces.surveys.allowAgain(owner, { sender: own.stops[0]!.sender });
    expect((await faces.surveys.listOwn(owner, {})).stops).toEqual([]);
    await faces.surveys.stopByLink(visitor, { ticket, from: 'all' });
    const person = await personOf('owner');
    await inRegion((tx) => forgetContact(tx, contactId));
    const [left] = await rows(
      'select contact_index, email_sealed from survey_people where id = $1',
      [person.id],
    );
    expect(left).toEqual({ contact_index: null, email_sealed: '' });
    const [key] = await rows('select wrapped from data_keys where id = $1', [person.data_key_id]);
    expect(key!.wrapped).toBeNull();
    expect(
      await rows(`select 1 from survey_invitations where person_id = $1 and state = 'open'`, [
        person.id,
      ]),
    ).toEqual([]);
    expect(
      await rows('select sender from survey_stops where contact_index = $1', [
        person.contact_index,
      ]),
    ).toHaveLength(1);
    // Their link opens nothing any more, and their letter's stop is no fault.
    expect(await faces.surveys.stopByLink(visitor, { ticket })).toEqual({ isNew: false });
    later(60);
    await report(
      visit('owner-later', {
        endedAt: '2026-08-08T12:00:00Z',
        contact: { email: 'owner@example.org' },
      }),
    );
    await askAll(serving.it);
    expect(lettersTo('owner')).toHaveLength(1);
  });
});

describe('the second letter and the night', () => {
  test('a reminder comes once, after four days, to whoever did not answer', async () => {
    await asked('silent');
    await asked('answered');
    await boss.query(
      `update survey_invitations set state = 'spent', spent_on = '2026-06-11' where person_id = $1`,
      [(await personOf('answered')).id],
    );
    later(3.9);
    await askAll(serving.it);
    expect(lettersTo('silent')).toHaveLength(1);
    for (const days of [4.1, 9, 15]) {
      later(days);
      await askAll(serving.it);
    }
    expect(lettersTo('silent').map(({ subject }) => /Напоминание/.test(subject))).toEqual([
      false,
      true,
    ]);
    expect(lettersTo('answered')).toHaveLength(1);
    expect(await states('silent')).toEqual(['invitation sent', 'reminder sent']);
  });

  test('a late worker sends nothing at night, by the clock of whoever reads it', async () => {
    const endedAt = '2026-06-09T08:00:00+03:00';
    await report(visit('far', { timeZone: 'Asia/Kamchatka', endedAt }), visit('near'));
    await planAll(serving.it.app, REGION, () => true);
    // Half past one by day in Moscow is half past ten at night on Kamchatka.
    serving.it.clock.set(new Date('2026-06-11T10:30:00Z'));
    await sendAll(serving.it.app, REGION, () => true);
    expect([lettersTo('near').length, lettersTo('far').length]).toEqual([1, 0]);
    const [waiting] = await rows(
      `select l.not_before, l.attempts, i.state from survey_letters l join survey_invitations i on i.id = l.invitation_id where i.person_id = $1`,
      [(await personOf('far')).id],
    );
    expect(waiting).toMatchObject({
      not_before: new Date('2026-06-11T21:00:00Z'),
      attempts: 0,
      state: 'planned',
    });
    serving.it.clock.set(new Date('2026-06-11T21:05:00Z'));
    await sendAll(serving.it.app, REGION, () => true);
    expect(lettersTo('far')).toHaveLength(1);
  });

  test('is signed by whoever heads the place, says the same in both parts, and names no doctor', async () => {
    const { surveys } = serving.it.faces;
    await surveys.putSender(coordinator, {
      place: CLINIC,
      from: '2026-06-01',
      name: 'Анна Смирнова',
      postRu: 'главный врач',
      postEn: 'chief physician',
    });
    const letter = await asked('english', { language: 'en', doctorId: 'doctor-77' });
    expect(letter.list).toBe('surveys');
    for (const part of [letter.text, letter.html]) {
      expect(part).toMatch(/Анна Смирнова, chief physician/);
      expect(part).toMatch(/survey-stop\/survey\./);
      expect(part).not.toMatch(/doctor-77|<img|utm_/);
    }
    const linksIn = (text: string) =>
      [...new Set(text.match(/http:\/\/[^\s"<]+/g))]
        .map((one) => one.replaceAll('&amp;', '&'))
        .toSorted();
    expect(linksIn(letter.html)).toEqual(linksIn(letter.text));
  });

  test('is counted at night by place and day, and not when somebody answers', async () => {
    const counter: Actor = { kind: 'system', region: REGION, name: 'surveys.count-days' };
    const counts = async () =>
      (
        await rows(`select sum(sent)::int as sent, sum(delivered)::int as delivered, sum(answered)::int as answered
        from survey_day_counts`)
      )[0];
    const [truth] = await rows(`select
      count(*) filter (where l.state in ('sent', 'in-doubt') or l.because = 'returned')::int as sent,
      count(*) filter (where l.state in ('sent', 'in-doubt'))::int as delivered,
      count(*) filter (where i.state = 'spent')::int as answered
      from survey_letters l join survey_invitations i on i.id = l.invitation_id where l.kind = 'invitation'`);
    expect(await counts()).toEqual({ sent: 0, delivered: 0, answered: 0 });
    for (const _ of [1, 2]) {
      await runCommand(serving.it.app, counter, countDays, {});
      expect(await counts()).toEqual(truth);
    }
  });
});

describe('a file of visits', () => {
  const HEAD = 'visit_id;source_system;unit;service;ended_at;sector;email;consent;organisation\n';
  const line = (id: string, over: Partial<Record<string, string>> = {}): string => {
    const cells = {
      id,
      source: 'his',
      unit: CLINIC,
      service: 'doctor-visit',
      ended: '2026-06-09T15:00:00+03:00',
      sector: 'health',
      email: `${id}@example.org`,
      consent: 'да',
      organisation: '',
      ...over,
    };
    return `${Object.values(cells).join(';')}\n`;
  };
  const FILE =
    HEAD +
    line('row-1') +
    line('row-2', { ended: '2026-06-10T15:00:00+03:00' }) +
    line('row-3', { unit: 'no-such' }) +
    line('row-4', { email: '=cmd|x' }) +
    'row-5;his;too;few\n' +
    line('row-6', { consent: 'нет' }) +
    line('row-7', { ended: 'вчера' }) +
    line('row-1') +
    line('row-8', { consent: 'наверное' }) +
    line('row-9');
  const take = (bytes: Uint8Array) =>
    importVisits((visits) => serving.it.faces.surveys.recordVisits(system, { visits }), bytes);
  const in1251 = (text: string): Uint8Array =>
    Uint8Array.from(text, (sign) => {
      const code = sign.codePointAt(0)!;
      return code < 128 ? code : code - 0x410 + 0xc0;
    });

  test('has a clear error for each broken line, the rest goes in, and again it changes nothing', async () => {
    const first = await take(Buffer.from(FILE));
    expect(first.counts).toEqual({ new: 2, same: 1, changed: 0, cancelled: 0, refused: 7 });
    expect(first.faults.map(({ line: at, code }) => `${at} ${code}`)).toEqual([
      '3 future',
      '4 unknown-place',
      '5 formula',
      '6 wrong-cell-count',
      '7 no-consent',
      '8 invalid',
      '10 invalid',
    ]);
    expect(JSON.stringify(first)).not.toMatch(/@|row-/);
    const again = await take(Buffer.from(FILE));
    expect(again.counts).toEqual({ new: 0, same: 3, changed: 0, cancelled: 0, refused: 7 });
  });

  test('comes in five encodings and with either sign between cells; others are refused by name', async () => {
    const text = HEAD + line('enc', { organisation: '' });
    const utf16 = (words: string): Buffer => Buffer.from(words, 'utf16le');
    const marked = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(text.replaceAll(';', ',')),
    ]);
    expect((await take(Buffer.from(text))).counts.new).toBe(1);
    for (const [bytes, encoding] of [
      [marked, 'utf-8'],
      [in1251(text), 'windows-1251'],
      [utf16(`\uFEFF${text}`), 'utf-16le'],
      [utf16(text), 'utf-16le'],
      [utf16(`\uFEFF${text}`).swap16(), 'utf-16be'],
      [utf16(text).swap16(), 'utf-16be'],
    ] as const) {
      const taken = await take(bytes);
      expect(taken.encoding).toBe(encoding);
      expect(taken.counts.same).toBe(1);
    }
    // Cut off in the middle of a letter: what stands before may be half a row.
    await expect(take(utf16(`\uFEFF${text}`).subarray(0, -1))).rejects.toMatchObject({
      data: { reason: 'encoding' },
    });
    await expect(take(Buffer.from('PK\u0003\u0004'))).rejects.toMatchObject({
      data: { reason: 'not-text' },
    });
    await expect(take(Buffer.from('visit_id;colour\n1;red\n'))).rejects.toMatchObject({
      data: { reason: 'columns-missing' },
    });
  });

  test('comes by the door for machines, and by hand only about places one reaches', async () => {
    const key = await serving.key('visits:write');
    const response = await serving.call('/api/v1/visits/files', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      body: FILE,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ counts: { same: 3, refused: 7 } });
    const elsewhere = staff('00000000-0000-7000-8000-0000000000c2', {
      role: 'coordinator',
      reach: { kind: 'organisation', id: 'no-such' },
    });
    const { surveys } = serving.it.faces;
    const visits = JSON.stringify([visit('by-hand')]);
    const refused = (await surveys.recordVisits(elsewhere, { visits })).outcomes;
    expect(refused).toEqual([{ outcome: 'refused', code: 'unknown-place' }]);
    expect((await surveys.recordVisits(coordinator, { visits })).outcomes).toEqual([
      { outcome: 'new' },
    ]);
    await expect(surveys.recordVisits(visitor, { visits })).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });
});

describe('whom a rate draws', () => {
  test('is not drawn again when the rate changes, and what was drawn has its probability', async () => {
    const { surveys } = serving.it.faces;
    const administrator = staff('00000000-0000-7000-8000-0000000000a1', {
      role: 'administrator',
      reach: { kind: 'region' },
    });
    const ids = Array.from({ length: 40 }, (_, at) => `drawn-${at}`);
    const drawn = () =>
      rows(
        `select visit_key, sampled, inclusion::float8 as inclusion from survey_visits where source_system = 'drawn' order by 1`,
      );
    await surveys.putRate(administrator, { place: CLINIC, from: '2026-06-01', rate: 0.5 });
    const visits = (service: string) =>
      ids.map((id) => visit(id, { sourceSystem: 'drawn', service }));
    await report(...visits('doctor-visit'));
    const before = await drawn();
    const taken = before.filter(({ sampled }) => sampled).length;
    expect(taken).toBeGreaterThan(8);
    expect(taken).toBeLessThan(32);
    expect(new Set(before.map(({ inclusion }) => inclusion))).toEqual(new Set([0.5]));
    await surveys.putRate(administrator, { place: CLINIC, from: '2026-06-09', rate: 1 });
    await report(...visits('tests'));
    expect(await drawn()).toEqual(before);
    await surveys.putRate(administrator, { place: CLINIC, from: '2026-06-10', rate: 1 });
  });
});
