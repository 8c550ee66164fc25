import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { addGrant, ensurePerson } from '@otklik/accounts';
import { auditMany } from '@otklik/db';
import { newId, systemScope, type Actor } from '@otklik/kernel';
import { confirmContact, contactFor } from '@otklik/notices';
import { providerInput, providerOf } from '../../../modules/accounts/src/oidc/providers.ts';
import {
  addIdentity,
  addPasskey,
  openSession,
  putProvider,
} from '../../../modules/accounts/src/store/index.ts';
import { replayErasures } from '../src/replay-erasures.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { filing } from './filings.ts';

const house = useInstallation();
const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });
const chief = {
  ...staff(newId(), { role: 'administrator', reach: { kind: 'region' } }),
  // The hold of these tests is lifted whenever they like.
  provenAt: new Date('2099-01-01'),
} as Actor;
const PROVIDER = {
  code: 'town',
  nameRu: 'Город',
  nameEn: 'Town',
  issuer: 'https://id.example',
  clientId: 'a',
  clientSecret: 'b',
};
const PASSKEY = {
  name: 'a',
  publicKey: 'x',
  signCount: 0,
  transports: [],
  userVerified: true,
  backedUp: false,
};
const aPhoto = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(
    await sharp({ create: { width: 64, height: 48, channels: 3, background: '#888' } })
      .jpeg()
      .toBuffer(),
  );
const MINUTE_ms = 60_000;
const STORY =
  'Записалась на девять утра, вошла в кабинет в половине двенадцатого. Запомнилось слово квинтэссенция.';
const PRIVATE = 'Для клиники: карта номер абракадабра-77.';
const ANSWER = 'Проверили расписание: добавлен второй кабинет. Пациентка Кузнецова Мария права.';

let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

/** The newest letter's link of confirmation. */
const linkIn = (letters: readonly { text: string }[]): string =>
  letters.flatMap(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1] ?? []).at(-1)!;

/** Files and confirms; gives the number and the author as the holder of the receipt. */
async function sent() {
  const { faces, letters, runJobs } = house.it;
  const filed = await faces.complaints.fileComplaint(
    visitor(),
    { ...filing(), story: STORY, private: PRIVATE } as never,
    { proofOfWork: 'no-script' },
  );
  await runJobs();
  const token = linkIn(letters);
  await faces.complaints.confirmComplaint(visitor(), { token });
  const { caseId } = await faces.complaints.followCase(visitor(), { receipt: filed.receipt });
  const author: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'test' };
  return { number: filed.number, caseId, author };
}

const seenBy = (actor: Actor, number: string) =>
  house.it.faces.complaints.getComplaint(actor, { number });

async function answered(number: string) {
  await house.it.faces.cases.handInAnswer(executor, {
    number,
    text: ANSWER,
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  await house.it.faces.cases.publishAnswer(moderator, { number });
}

/** Every text column of every table that holds the word, as `table.column`. */
async function columnsWith(word: string): Promise<string[]> {
  const { rows } = await boss.query<{ t: string; c: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as t, quote_ident(column_name) as c
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema in ('public', 'accounts_auth', 'graphile_worker') and table_type = 'BASE TABLE'
       and data_type in ('text', 'character varying', 'jsonb', 'json', 'tsvector', 'ARRAY')`,
  );
  const found: string[] = [];
  for (const { t, c } of rows) {
    const hit = await boss.query(`select 1 from ${t} where ${c}::text ilike $1 limit 1`, [
      `%${word}%`,
    ]);
    if (hit.rowCount) found.push(`${t}.${c}`);
  }
  return found;
}

describe('the preview and the public page', () => {
  test('are the same data once a moderator has published without cuts', async () => {
    const { faces } = house.it;
    const form = { ...filing(), story: `  ${STORY}\r\n`, private: PRIVATE } as never;
    const preview = await faces.complaints.previewComplaint(visitor(), form);
    const filed = await faces.complaints.fileComplaint(visitor(), form, {
      proofOfWork: 'no-script',
    });
    await house.it.runJobs();
    const token = linkIn(house.it.letters);
    await faces.complaints.confirmComplaint(visitor(), { token });
    await faces.complaints.publishComplaint(moderator, { number: filed.number });
    const page = await seenBy(visitor(), filed.number);
    const { bodies, dangerWords, appeal, personal, ...shown } = page;
    expect({ bodies, dangerWords, appeal }).toEqual({ bodies: [], dangerWords: [], appeal: null });
    expect(Object.values(personal).flat()).toEqual([]);
    // The number is given when the message is sent; all else is equal.
    const numbered = { ...preview.case, number: filed.number, path: shown.case.path };
    expect({ ...preview, case: numbered }).toEqual(shown);
    expect(JSON.stringify(preview)).not.toContain('абракадабра');
  });

  test('the preview leaves nothing behind', async () => {
    const count = async () =>
      (await boss.query(`select count(*)::int as n from cases`)).rows[0] as unknown;
    const before = await count();
    await house.it.faces.complaints.previewComplaint(visitor(), filing() as never);
    expect(await count()).toEqual(before);
  });
});

describe('taking back', () => {
  test('within thirty minutes leaves nothing public, and is counted', async () => {
    const { faces, clock } = house.it;
    const { number, author } = await sent();
    await faces.complaints.publishComplaint(moderator, { number });
    clock.advance(29 * MINUTE_ms);
    const view = await seenBy(author, number);
    expect(view.case.retractUntil!.getTime() - clock.now().getTime()).toBe(MINUTE_ms);
    const before = await faces.complaints.countOutcomes(visitor(), {});
    const done = await faces.complaints.retractComplaint(author, { number });
    expect(done.state).toBe('withdrawn');
    await expect(seenBy(visitor(), number)).rejects.toMatchObject({ code: 'not-found' });
    await expect(seenBy(executor, number)).rejects.toMatchObject({ code: 'not-found' });
    const listed = await faces.complaints.listComplaints(visitor(), {});
    expect(listed.complaints.map((one) => one.number)).not.toContain(number);
    const after = await faces.complaints.countOutcomes(visitor(), {});
    expect(after.retracted).toBe(before.retracted + 1);
    expect(after.total).toBe(before.total - 1);
  });

  test('after thirty minutes is refused, and the ordinary withdrawal is there', async () => {
    const { faces, clock } = house.it;
    const { number, author } = await sent();
    await faces.complaints.publishComplaint(moderator, { number });
    clock.advance(30 * MINUTE_ms + 1);
    const view = await seenBy(author, number);
    expect(view.case.retractUntil).toBeNull();
    expect(view.case.can).toContain('withdraw');
    await expect(faces.complaints.retractComplaint(author, { number })).rejects.toMatchObject({
      code: 'window-over',
    });
    await faces.cases.withdrawCase(author, { number });
    expect((await seenBy(visitor(), number)).case.state).toBe('withdrawn');
  });

  test('is for the author alone', async () => {
    const { number } = await sent();
    await expect(
      house.it.faces.complaints.retractComplaint(moderator, { number }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('who opened the closed part', () => {
  test('is listed to the first one, by pages', async () => {
    const { faces, app, clock } = house.it;
    const { number, caseId, author } = await sent();
    const from = clock.now().getTime();
    const COUNT = 1203;
    const acts = Array.from({ length: COUNT }, (_, index) => ({
      actor: 'person:00000000-0000-7000-8000-000000000001',
      role: 'moderator',
      action: 'complaints.get-complaint',
      object: caseId,
      outcome: 'done' as const,
      before: null,
      after: null,
      // Two of one instant: a page may end between them.
      at: new Date(from - (index >> 1) * 3_600_000),
    }));
    const others = acts.map((act, index) =>
      index % 2 ? { ...act, actor: 'person:00000000-0000-7000-8000-000000000002' } : act,
    );
    await app.store.withScope(systemScope(REGION, 'test'), (tx) => auditMany(tx, others));
    const seen: Date[] = [];
    let after: string | undefined;
    for (let pages = 1; pages <= 3; pages += 1) {
      const page = await faces.complaints.listLooks(author, after ? { after } : {});
      seen.push(...page.looks.map(({ at }) => at));
      expect(page.next === null).toBe(pages === 3);
      after = page.next ?? undefined;
    }
    expect(seen).toEqual(others.map(({ at }) => at));
    const { looks } = await faces.complaints.exportOwn(author, {});
    expect(looks).toHaveLength(COUNT);
    expect(new Set(looks.map((look) => look.number))).toEqual(new Set([number]));
  });

  test('is listed by role and time, without a name', async () => {
    const { faces } = house.it;
    const { number, author } = await sent();
    await seenBy(moderator, number);
    const { looks } = await faces.complaints.listLooks(author, {});
    expect(looks).toMatchObject([{ number, roles: ['moderator'], place: null }]);
    const said = JSON.stringify(looks);
    expect(moderator.kind === 'person' && said.includes(moderator.personId)).toBe(false);
    await expect(faces.complaints.listLooks(visitor(), {})).rejects.toMatchObject({
      code: 'sign-in-required',
    });
  });
});

test('an export holds the words, the answers and the looks of the own case, and no other', async () => {
  const { faces } = house.it;
  const other = await sent();
  const { number, author } = await sent();
  await faces.complaints.publishComplaint(moderator, { number });
  await answered(number);
  const all = await faces.complaints.exportOwn(author, {});
  expect(all.cases.map((one) => one.number)).toEqual([number]);
  expect(all.cases[0]!.words).toMatchObject({ original: STORY, private: PRIVATE });
  expect(all.cases[0]!.answers[0]!.text).toBe(ANSWER);
  expect(JSON.stringify(all)).not.toContain(other.number);
});

describe('erasing everything of one’s own', () => {
  /** A signed-in person with two complaints, a passkey and an identity, and a colleague of the clinic. */
  async function somebody(email: string) {
    const { faces } = house.it;
    const personId = await house.it.app.store.withScope(
      systemScope(REGION, 'test'),
      async (tx) => {
        const id = await contactFor(tx, { email, locale: 'ru' });
        await confirmContact(tx, id);
        await ensurePerson(tx, id);
        await openSession(tx, { personId: id, device: 'firefox/linux', proven: true });
        await putProvider(tx, providerOf(providerInput.parse(PROVIDER)));
        await addIdentity(tx, {
          personId: id,
          provider: 'town',
          index: `index of ${email}`,
          assurance: 'simple',
        });
        await addPasskey(tx, { ...PASSKEY, personId: id, credentialId: email });
        return id;
      },
      { now: house.it.clock.now() },
    );
    const person = staff(personId);
    const author: Actor = { ...person, provenAt: house.it.clock.now() } as Actor;
    const { email: _, ...form } = filing();
    const numbers = [];
    for (const story of [STORY, `${STORY} Второй раз.`]) {
      const filed = await faces.complaints.fileComplaint(author, { ...form, story } as never);
      numbers.push(filed.number);
    }
    return { author, personId, numbers };
  }
  const rowsOf = async (personId: string): Promise<Record<string, number>> => {
    const tables = ['identities', 'passkeys', 'sessions', 'recovery_codes', 'mailed_links'];
    const counts: Record<string, number> = {};
    for (const table of tables) {
      const { rows } = await boss.query<{ n: number }>(
        `select count(*)::int as n from ${table} where person_id = $1`,
        [personId],
      );
      counts[table] = rows[0]!.n;
    }
    return counts;
  };

  test('needs a fresh proof of who asks, and so do the export and the erasure of one', async () => {
    const { faces } = house.it;
    const { author, numbers } = await somebody('stale@example.org');
    const { provenAt: _, ...stale } = author as Extract<Actor, { kind: 'person' }>;
    const again = { code: 'step-up-required' };
    await expect(faces.complaints.exportOwn(stale, {})).rejects.toMatchObject(again);
    await expect(
      faces.complaints.eraseOwnComplaint(stale, { number: numbers[0]!, agreed: 'erase' }),
    ).rejects.toMatchObject(again);
    await expect(
      faces.complaints.eraseOwnAccount(stale, { agreed: 'erase' }),
    ).rejects.toMatchObject(again);
    const { holdId } = await faces.cases.holdCase(chief, {
      number: numbers[0]!,
      ground: 'Запрос',
      until: null,
    });
    const { provenAt: __, ...tired } = chief as Extract<Actor, { kind: 'person' }>;
    await expect(faces.retention.liftHold(tired, { holdId })).rejects.toMatchObject(again);
  });

  test('takes words, address, letters, sessions, identities and passkeys, and tells the clinic', async () => {
    const { faces, letters } = house.it;
    const { author, personId, numbers } = await somebody('leaving@example.org');
    const answerer = await house.it.app.store.withScope(
      systemScope(REGION, 'test'),
      async (tx) => {
        const { clinics } = await faces.registry.findClinics(visitor(), { limit: 1 });
        const clinic = await faces.registry.getClinic(visitor(), { code: 'msk-a-001-v' });
        expect(clinics.length).toBe(1);
        const id = await contactFor(tx, { email: 'answers@example.org', locale: 'ru' });
        await confirmContact(tx, id);
        await ensurePerson(tx, id);
        const reach = { kind: 'clinic', id: clinic.id } as const;
        await addGrant(tx, { personId: id, role: 'executor', reach, grantedBy: null });
        return id;
      },
      { now: house.it.clock.now() },
    );
    expect(answerer).toBeTruthy();
    await faces.complaints.publishComplaint(moderator, { number: numbers[0]! });
    await house.it.runJobs();
    // Their own export names each letter they were sent, what it was and when, and nobody else's.
    const own = letters.filter(({ to }) => to === 'leaving@example.org');
    expect(own.length).toBeGreaterThan(0);
    const exported = (await faces.complaints.exportOwn(author, {})).letters;
    expect(exported.map(({ state }) => state)).toEqual(own.map(() => 'sent'));
    expect(exported.map(({ template }) => template)).toContain('case-published');
    for (const { at } of exported) expect(at).toBeInstanceOf(Date);
    letters.length = 0;
    expect(await faces.complaints.eraseOwnAccount(author, { agreed: 'erase' })).toEqual({
      complaints: 2,
    });
    await house.it.runJobs();
    // The clinic knew of one of the two; it reads nothing that somebody wrote.
    const told = letters.filter(({ to }) => to === 'answers@example.org');
    expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining(numbers[0]!)]);
    expect(told[0]!.text).not.toMatch(/квинтэссенц|leaving@/);
    expect(await rowsOf(personId)).toEqual({
      identities: 0,
      passkeys: 0,
      sessions: 0,
      recovery_codes: 0,
      mailed_links: 0,
    });
    for (const word of ['leaving@example.org', 'Второй раз'])
      expect(await columnsWith(word), word).toEqual([]);
    expect((await seenBy(visitor(), numbers[0]!)).story).toBeNull();
    await expect(seenBy(visitor(), numbers[1]!)).rejects.toMatchObject({ code: 'not-found' });
    // Replayed over a backup that knows them still, it takes them again and tells nobody twice.
    letters.length = 0;
    await boss.query(
      `insert into sessions (region_id, id, person_id, device, created_at, expires_at, last_seen_day)
       values ($1, $2, $3, 'x/y', now(), now(), now())`,
      [REGION, newId(), personId],
    );
    await replayErasures(house.it);
    expect((await rowsOf(personId)).sessions).toBe(0);
    await house.it.runJobs();
    expect(letters).toEqual([]);
  });
});

test('a look at a photo that is not public is a look; one reading is listed once', async () => {
  const { faces, clock } = house.it;
  const { token } = await faces.complaints.saveDraft(visitor(), { content: {} });
  const { id } = await faces.complaints.addDraftPhoto(visitor(), { token, photo: await aPhoto() });
  const filed = await faces.complaints.fileComplaint(
    visitor(),
    { ...filing(), draft: token } as never,
    { proofOfWork: 'no-script' },
  );
  await house.it.runJobs();
  await faces.complaints.confirmComplaint(visitor(), { token: linkIn(house.it.letters) });
  const { caseId } = await faces.complaints.followCase(visitor(), { receipt: filed.receipt });
  const own: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'test' };
  await faces.cases.findPhoto(own, { id });
  expect((await faces.complaints.listLooks(own, {})).looks).toEqual([]);
  clock.advance(60_000);
  await faces.cases.findPhoto(moderator, { id });
  clock.advance(60_000);
  await seenBy(moderator, filed.number);
  expect((await faces.complaints.listLooks(own, {})).looks).toMatchObject([
    { roles: ['moderator'] },
  ]);
  clock.advance(3_600_000);
  await faces.cases.findPhoto(moderator, { id });
  expect((await faces.complaints.listLooks(own, {})).looks).toHaveLength(2);
});

describe('erasing one own complaint', () => {
  test('a legal hold wins', async () => {
    const { faces } = house.it;
    const { number, author } = await sent();
    const { holdId } = await faces.cases.holdCase(chief, { number, ground: 'Запрос', until: null });
    await expect(
      faces.complaints.eraseOwnComplaint(author, { number, agreed: 'erase' }),
    ).rejects.toMatchObject({ code: 'move-impossible', data: { reason: 'legal-hold' } });
    await faces.retention.liftHold(chief, { holdId });
  });

  test('takes the words out of every column, leaves a stub, and is replayed after a restore', async () => {
    const { faces } = house.it;
    await boss.query(`update complaints set story_public = null, likeness = null`);
    const { number, caseId, author } = await sent();
    await faces.complaints.publishComplaint(moderator, { number });
    await answered(number);
    expect(await columnsWith('квинтэссенц')).toContain('public.complaints.story_public');
    const key = (
      await boss.query<{ id: string; wrapped: string; sealed: string }>(
        `select k.id, k.wrapped, p.story_sealed as sealed from cases c
         join complaints p on p.case_id = c.id join data_keys k on k.id = c.data_key_id
         where c.id = $1`,
        [caseId],
      )
    ).rows[0]!;
    const open = () =>
      house.it.app.store.withScope(systemScope(REGION, 'test'), ({ vault }) =>
        vault.open(
          key.id,
          { table: 'complaints', column: 'story_sealed', row: caseId },
          key.sealed,
        ),
      );
    expect(await open()).toBe(STORY);
    await faces.complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
    await house.it.runJobs();
    expect(await open()).toBeNull();
    expect(await columnsWith('квинтэссенц')).toEqual([]);
    expect(await columnsWith('абракадабра')).toEqual([]);

    const page = await seenBy(visitor(), number);
    expect(page.story).toBeNull();
    expect(page.case).toMatchObject({ state: 'withdrawn', erasedAt: house.it.clock.now() });
    // The answer may quote the message: hidden until a moderator has looked.
    expect(page.case.answers).toMatchObject([{ hidden: true, text: null }]);
    await expect(faces.complaints.listLooks(author, {})).resolves.toMatchObject({ cases: [] });
    const found = await faces.complaints.listComplaints(visitor(), { q: 'квинтэссенция' });
    expect(found.complaints).toEqual([]);

    const waiting = await faces.complaints.listHiddenAnswers(moderator, {});
    const one = waiting.find((answer) => answer.number === number)!;
    await faces.complaints.releaseAnswer(moderator, {
      number,
      answerId: one.answerId,
      marked: ANSWER.replace('Кузнецова Мария', '[[Кузнецова Мария]]'),
    });
    expect((await seenBy(visitor(), number)).case.answers).toMatchObject([
      { hidden: false, text: ANSWER.replace('Кузнецова Мария', '[…]') },
    ]);

    await boss.query(`update data_keys set wrapped = $2, destroyed_at = null where id = $1`, [
      key.id,
      key.wrapped,
    ]);
    expect(await open()).toBe(STORY);
    await replayErasures(house.it);
    expect(await open()).toBeNull();
  });

  test('is not for strangers', async () => {
    const { faces } = house.it;
    const { number } = await sent();
    await faces.complaints.publishComplaint(moderator, { number });
    await expect(
      faces.complaints.eraseOwnComplaint(executor, { number, agreed: 'erase' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
