import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { regionScope, runCommand, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation } from '../../../tests/support/installation.ts';
import type { Outcome } from '../src/index.ts';
import { planInvitations } from '../src/commands/plan-invitations.ts';
import { planPeople } from '../src/plan-people.ts';
import { askAll, CLINIC, linksTo, visit } from './town.ts';

const house = useInstallation();
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const planner: Actor = { kind: 'system', region: REGION, name: 'surveys.plan-invitations' };
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

async function report(...visits: unknown[]): Promise<readonly Outcome[]> {
  const text = JSON.stringify(visits);
  return (await house.it.faces.surveys.recordVisits(system, { visits: text })).outcomes;
}
const said = async (...visits: unknown[]): Promise<string[]> =>
  (await report(...visits)).map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));
const rows = async (sql: string, values: unknown[] = []) =>
  (await boss.query<Record<string, unknown>>(sql, values)).rows;
const invitationsTo = async (...visitIds: string[]): Promise<number> =>
  (
    await Promise.all(visitIds.map(async (id) => linksTo(house.it, `${id}@example.org`).length))
  ).reduce((sum, one) => sum + one, 0);

describe('a reported visit', () => {
  test('has its place: every clinic has one by itself, with its zone', async () => {
    const found = await rows(
      `select p.sector, p.zone, p.id = c.id as same from survey_places p join clinics c on c.code = p.code
       where p.code = $1`,
      [CLINIC],
    );
    expect(found).toEqual([{ sector: 'health', zone: 'Europe/Moscow', same: true }]);
    const [counts] = await rows(
      'select (select count(*) from clinics) = (select count(*) from survey_places) as all_there',
    );
    expect(counts).toEqual({ all_there: true });
  });

  test('again changes nothing, and a person gets one letter', async () => {
    expect(await said(visit('twice'))).toEqual(['new']);
    expect(await said(visit('twice'), visit('twice'))).toEqual(['same', 'same']);
    await askAll(house.it);
    expect(await said(visit('twice'))).toEqual(['same']);
    await askAll(house.it);
    expect(await invitationsTo('twice')).toBe(1);
  });

  test('leaves neither its own id nor an address in clear', async () => {
    await report(visit('very-own-id'));
    for (const table of ['survey_visits', 'survey_people', 'survey_invitations', 'survey_touches'])
      expect(JSON.stringify(await rows(`select * from ${table}`))).not.toMatch(/very-own-id/);
  });

  test('is refused by its own fault, and the good ones beside it go in', async () => {
    const answers = await report(
      visit('good'),
      visit('later', { endedAt: '2026-06-10T13:00:00+03:00' }),
      visit('older', { endedAt: '2026-05-01T13:00:00+03:00' }),
      visit('nowhere', { unit: 'no-such-place' }),
      visit('else', { sector: 'school' }),
      visit('what', { service: 'haircut' }),
      visit('silent', { flags: [] }),
      { ...visit('more'), colour: 'red' },
      7,
      visit('typo', { contact: { email: 'nobody at home' } }),
      visit('soon', { endedAt: '2026-06-10T12:04:00+03:00' }),
    );
    expect(answers.map(({ code }) => code ?? 'taken')).toEqual([
      'taken',
      'future',
      'too-old',
      'unknown-place',
      'unknown-place',
      'unknown-service',
      'no-consent',
      'invalid',
      'invalid',
      'invalid',
      'taken',
    ]);
  });

  test('of somebody who is never asked is counted, and nobody is kept', async () => {
    expect(
      await said(
        visit('child', { birthYear: 2015 }),
        visit('dead', { flags: ['consent', 'death'] }),
      ),
    ).toEqual(['new', 'new']);
    await askAll(house.it);
    expect(await invitationsTo('child', 'dead')).toBe(0);
    const kept = await rows(
      `select refused_because, person_id from survey_visits where refused_because is not null order by 1`,
    );
    expect(kept).toEqual([
      { refused_because: 'child', person_id: null },
      { refused_because: 'death', person_id: null },
    ]);
  });
});

describe('a correction', () => {
  test('counts while the letter has not left, and changes nothing afterwards', async () => {
    await report(visit('mended'));
    expect(await said(visit('mended', { service: 'tests' }))).toEqual(['changed']);
    await runCommand(house.it.app, planner, planInvitations, {});
    expect(await said(visit('mended', { service: 'vaccination' }))).toEqual(['changed']);
    await askAll(house.it);
    const letter = house.it.letters.find(({ to }) => to === 'mended@example.org')!;
    expect(letter.text).toMatch(/прививка/);
    expect(await said(visit('mended', { service: 'tests' }))).toEqual(['same']);
  });

  test('cancels: before the letter nobody is asked, after it the link closes', async () => {
    const { surveyAnswers } = house.it.faces;
    const visitor: Actor = { kind: 'visitor', region: REGION, origin: 'x' };
    await report(visit('off-early'));
    await runCommand(house.it.app, planner, planInvitations, {});
    expect(await said(visit('off-early', { status: 'cancelled' }))).toEqual(['cancelled']);
    await report(visit('off-late'));
    await askAll(house.it);
    expect(await invitationsTo('off-early', 'off-late')).toBe(1);
    const [token] = linksTo(house.it, 'off-late@example.org');
    const look = () => surveyAnswers.lookAtLink(visitor, { token: token!, locale: 'ru' });
    expect((await look()).steps.length).toBeGreaterThan(1);
    expect(await said(visit('off-late', { status: 'cancelled' }))).toEqual(['cancelled']);
    await expect(look()).rejects.toMatchObject({ code: 'link-expired', data: { reason: 'over' } });
    // Out of order: what was cancelled before it was reported does not take place either.
    expect(await said(visit('off-first', { status: 'cancelled' }), visit('off-first'))).toEqual([
      'cancelled',
      'same',
    ]);
  });
});

describe('one budget for a person', () => {
  const email = (name: string) => ({ contact: { email: `${name}@example.org` } });

  test('two visits in a day, and another the week after: one invitation', async () => {
    await report(visit('a-1', email('busy')), visit('a-2', email('Busy')));
    await askAll(house.it);
    await report(visit('a-3', { ...email('busy'), service: 'tests' }));
    await askAll(house.it);
    expect(linksTo(house.it, 'busy@example.org')).toHaveLength(1);
  });

  test('two decisions at once give one invitation', async () => {
    for (const round of [1, 2, 3]) {
      const name = `racing-${round}`;
      await report(...[1, 2, 3, 4].map((index) => visit(`${name}-${index}`, email(name))));
      await Promise.all(
        Array.from({ length: 50 }, () => runCommand(house.it.app, planner, planInvitations, {})),
      );
      await askAll(house.it);
      expect(linksTo(house.it, `${name}@example.org`)).toHaveLength(1);
    }
  });

  test('a visit that is reported while its person is being decided about is left to that decision', async () => {
    const { app, clock } = house.it;
    await report(visit('held-1', email('held')));
    await app.store.withScope(
      regionScope(REGION),
      async (tx) => {
        expect((await planPeople(tx, 200)).invited).toBe(1);
        await report(visit('held-2', email('held')));
        await runCommand(app, planner, planInvitations, {});
      },
      { now: clock.now() },
    );
    await askAll(house.it);
    expect(linksTo(house.it, 'held@example.org')).toHaveLength(1);
  });

  test('waits for whoever is signed in at that address, and for nobody else', async () => {
    await report(visit('mine'));
    await askAll(house.it);
    const contactId = await house.it.app.store.withScope(
      regionScope(REGION),
      (tx) => contactFor(tx, { email: 'mine@example.org', locale: 'ru' }),
      { now: house.it.clock.now() },
    );
    const person = (personId: string): Actor => ({
      kind: 'person',
      region: REGION,
      personId,
      sessionId: personId,
      grants: [],
      secondFactor: false,
      origin: 'x',
    });
    const { surveys } = house.it.faces;
    const { invitations } = await surveys.listMine(person(contactId), {});
    expect(invitations).toMatchObject([{ serviceCode: 'doctor-visit', visitedOn: '2026-06-09' }]);
    const stranger = person('00000000-0000-7000-8000-00000000000a');
    expect((await surveys.listMine(stranger, {})).invitations).toEqual([]);
    const { id } = invitations[0]!;
    await expect(surveys.openMine(stranger, { id })).rejects.toMatchObject({ code: 'not-found' });
    const { token } = await surveys.openMine(person(contactId), { id });
    expect(token).not.toBe(linksTo(house.it, 'mine@example.org')[0]);
  });
});
