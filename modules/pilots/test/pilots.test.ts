import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCommand, type Actor } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';
import { MODULES } from '../../../apps/server/src/modules.ts';
import { askAll, linksTo, visit } from '../../surveys/test/town.ts';
import { recordExport } from '../src/commands/record-export.ts';
import { outcomeOf } from '../src/model/outcome.ts';
import { closePilots, readExport, verifyExport } from '../src/index.ts';

const house = useInstallation();
const face = () => house.it.faces.pilots;
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const boss = (): Actor =>
  proven(staff(randomUUID(), { role: 'administrator', reach: { kind: 'region' } }));
const goOn = () => closePilots(house.it.app, REGION, MODULES, new AbortController().signal);
const onDay = (day: string): void => house.it.clock.set(new Date(`${day}T09:00:00Z`));

let root: pg.Client;
beforeAll(async () => {
  root = await clientFor(house.it.superUrl);
});
afterAll(() => root.end());
const rows = async (sql: string, values: unknown[] = []) =>
  (await root.query<Record<string, unknown>>(sql, values)).rows;

const place = (code: string, isState = true) => ({
  code,
  sector: 'school',
  nameRu: `Школа ${code}`,
  isState,
  isDemo: true,
});
const PILOT = {
  code: 'schools',
  nameRu: 'Школы',
  from: '2026-06-01',
  to: '2026-06-20',
  sectors: ['school'],
  places: [place('school-a'), place('school-b', false)],
};
const schoolVisit = (id: string, unit: string, over: Record<string, unknown> = {}) =>
  visit(id, { unit, sector: 'school', service: 'school-enrolment', ...over });
const said = async (...visits: unknown[]): Promise<string[]> => {
  const text = JSON.stringify(visits);
  const { outcomes } = await house.it.faces.surveys.recordVisits(system, { visits: text });
  return outcomes.map(({ outcome, code }) => (code ? `${outcome} ${code}` : outcome));
};

test('a region joins with one file: all of it or nothing, and twice is once', async () => {
  const broken = { ...PILOT, places: [place('school-a'), { code: 'no-such-place' }] };
  await expect(face().joinPilot(boss(), broken)).rejects.toMatchObject({
    code: 'unknown-reference',
    data: { what: 'place', code: 'no-such-place' },
  });
  expect(await rows(`select code from survey_places where code like 'school-%'`)).toEqual([]);
  expect(await said(schoolVisit('before', 'school-a'))).toEqual(['refused unknown-place']);

  expect(await face().joinPilot(boss(), PILOT)).toEqual({
    code: 'schools',
    places: 2,
    isNew: true,
  });
  expect(await face().joinPilot(boss(), PILOT)).toMatchObject({ isNew: false });
  await expect(face().joinPilot(boss(), { ...PILOT, to: '2026-07-01' })).rejects.toMatchObject({
    code: 'already-exists',
  });
  // A place is asked about by one pilot at a time, in the sectors that pilot names.
  const second = { ...PILOT, code: 'second', places: [place('school-c'), { code: 'school-a' }] };
  await expect(face().joinPilot(boss(), second)).rejects.toMatchObject({
    data: { what: 'place-in-pilot', other: 'schools' },
  });
  const outside = { pilot: 'schools', place: { code: 'msk-a-001-v' } };
  await expect(face().addPlace(boss(), outside)).rejects.toMatchObject({
    data: { reason: 'sector-outside' },
  });
  await expect(
    face().dropPlace(boss(), { pilot: 'schools', place: 'school-b' }),
  ).rejects.toMatchObject({
    data: { reason: 'pilot-begun' },
  });
});

test('visits outside the pilot are refused by a code of their own, and other sectors go on', async () => {
  await house.it.faces.surveys.putPlace(system, {
    code: 'school-outside',
    sector: 'school',
    isState: true,
    nameRu: 'Другая школа',
    zone: 'Europe/Moscow',
  });
  expect(
    await said(
      schoolVisit('in', 'school-a'),
      schoolVisit('out', 'school-outside'),
      schoolVisit('early', 'school-a', { endedAt: '2026-05-31T12:00:00+03:00' }),
      visit('clinic'),
    ),
  ).toEqual(['new', 'refused outside-pilot', 'refused outside-pilot', 'new']);
  await askAll(house.it);
});

test('after the last day no letter leaves, though the visit was within it', async () => {
  onDay('2026-06-20');
  expect(
    await said(schoolVisit('last', 'school-a', { endedAt: '2026-06-20T10:00:00+03:00' })),
  ).toEqual(['new']);
  onDay('2026-06-21');
  await askAll(house.it);
  expect(linksTo(house.it, 'last@example.org')).toEqual([]);
  // The letter and its reminder, before the last day.
  expect(linksTo(house.it, 'in@example.org')).toHaveLength(2);
  expect(
    await said(schoolVisit('after', 'school-a', { endedAt: '2026-06-21T10:00:00+03:00' })),
  ).toEqual(['refused pilot-over']);
  const { pilots } = await face().listPublic(visitor(), {});
  expect(pilots[0]).toMatchObject({ code: 'schools', state: 'over' });
  expect(JSON.stringify(pilots)).not.toMatch(/person|closing/);
});

test('it is closed by two, stops at once, waits for its links, and leaves a signed export', async () => {
  const [first, second] = [boss(), boss()];
  await face().moveEnd(first, { code: 'schools', to: '2026-06-30' });
  const tokens = linksTo(house.it, 'in@example.org');
  await face().askClosing(first, { code: 'schools', linksUntil: '2026-06-23' });
  await expect(face().confirmClosing(first, { code: 'schools' })).rejects.toMatchObject({
    code: 'forbidden',
    data: { reason: 'own-work' },
  });
  expect(
    await said(schoolVisit('still', 'school-b', { endedAt: '2026-06-21T10:00:00+03:00' })),
  ).toEqual(['new']);
  expect(await face().confirmClosing(second, { code: 'schools' })).toMatchObject({ links: 1 });
  expect(
    await said(schoolVisit('no', 'school-b', { endedAt: '2026-06-21T11:00:00+03:00' })),
  ).toEqual(['refused pilot-over']);
  await askAll(house.it);
  expect(linksTo(house.it, 'still@example.org')).toEqual([]);

  const look = (token: string) =>
    house.it.faces.surveyAnswers.lookAtLink(visitor(), { token, locale: 'ru' });
  await goOn();
  expect(await look(tokens[0]!)).toMatchObject({ place: { code: 'school-a' } });
  const stepsNow = async () =>
    (await face().getPilot(second, { code: 'schools' })).steps.map(({ step }) => step);
  expect(await stepsNow()).toEqual(['stop']);

  onDay('2026-06-24');
  await expect(look(tokens[0]!)).rejects.toMatchObject({ code: 'link-expired' });
  await rows(
    `update survey_people set stopped_on = '2026-06-22' where id =
       (select person_id from survey_invitations i join survey_places p on p.id = i.place_id
        where p.code = 'school-a' limit 1)`,
  );
  await goOn();
  const done = await face().getPilot(second, { code: 'schools' });
  expect(done.pilot).toMatchObject({ state: 'closed', closedOn: '2026-06-24' });
  expect(done.steps.map(({ step }) => step).sort()).toEqual(
    ['erase', 'export', 'last-batch', 'run-out', 'sign', 'stop'].sort(),
  );
  // Going on with what is over changes nothing.
  await goOn();
  await expect(
    runCommand(house.it.app, system, recordExport, { code: 'schools', files: [] }),
  ).rejects.toMatchObject({ code: 'move-impossible' });
});

test('nothing of whom was asked is left, but the hash of who wants no letters', async () => {
  const left = await rows(
    `select (select count(*)::int from survey_visits v join survey_places p on p.id = v.place_id
              where p.sector = 'school') as visits,
       (select count(*)::int from survey_invitations i join survey_places p on p.id = i.place_id
              where p.sector = 'school') as invitations,
       (select count(*)::int from survey_day_counts c join survey_places p on p.id = c.place_id
              where p.sector = 'school') > 0 as counts,
       (select count(*)::int from survey_people where email_sealed = '') as hashes,
       (select count(*)::int from survey_people where email_sealed <> '') as people`,
  );
  // The visitor of the clinic was not in this pilot.
  expect(left).toEqual([{ visits: 0, invitations: 0, counts: true, hashes: 1, people: 1 }]);
});

/** The files of a tar archive, by name without their folder. */
function untar(archive: Buffer): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (let at = 0; archive[at];) {
    const text = (from: number, to: number): string =>
      archive.toString('utf8', at + from, at + to).replace(/\0.*$/s, '');
    const size = Number.parseInt(text(124, 136), 8);
    files.set(text(0, 100).split('/')[1]!, archive.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

test('the archive is what was signed, names nobody, and one byte more is seen', async () => {
  const parts: Uint8Array[] = [];
  for await (const part of await readExport(house.it.app, boss(), { code: 'schools' }))
    parts.push(part);
  const files = untar(Buffer.concat(parts));
  const read = async (name: string) => files.get(name) ?? null;
  const keys = house.it.app.ports.keys.auditKeys().map(({ publicKeyPem }) => publicKeyPem);
  const verdict = await verifyExport(read, keys);
  expect(verdict).toMatchObject({ pilot: 'schools', wrong: [] });
  expect(verdict.files).toBe(files.size - 2);
  const textOf = (name: string): string => files.get(name)!.toString('utf8');
  const places = textOf('surveys.places.0001.jsonl').trim().split('\n');
  expect(places.map((line) => (JSON.parse(line) as { code: string }).code)).toEqual([
    'school-a',
    'school-b',
  ]);
  // Three visits in a month are fewer than the minimum.
  expect(textOf('surveys.counts.0001.jsonl')).toContain('"reported":null');
  expect(textOf('survey-forms.questionnaires.0001.jsonl')).toContain('"resourceType"');
  expect(textOf('survey-answers.counts.0001.jsonl')).toBe('');
  const all = [...files.values()].map((bytes) => bytes.toString('utf8')).join('\n');
  expect(all).not.toMatch(/example\.org|person:|msk-a-/);

  const one = files.get('surveys.places.0001.csv')!;
  files.set('surveys.places.0001.csv', Buffer.concat([one, Buffer.from(' ')]));
  expect((await verifyExport(read, keys)).wrong).toEqual(['surveys.places.0001.csv']);
  files.set('list.json', Buffer.from(textOf('list.json').replace('schools', 'schoolz')));
  expect((await verifyExport(read, keys)).wrong).toContain('signature.json');
});

test('everybody reads what came of it; few are not told apart', async () => {
  const { pilots } = await face().listPublic(visitor(), {});
  const { came } = pilots.find(({ code }) => code === 'schools')!;
  expect(came).toMatchObject({ reported: null, answered: 0 });
  expect(came!.files).toBeGreaterThan(3);
  expect(JSON.stringify(came)).not.toMatch(/person|id/);
  expect(
    outcomeOf({ reported: 30, sent: 26, answered: 12, erased: { visits: 40 }, files: 9 }, 8),
  ).toEqual({
    reported: 30,
    sent: null,
    answered: 12,
    erased: 40,
    files: 9,
  });
});

test('restored from a copy of before its end, a pilot does not come to life', async () => {
  await house.it.runJobs();
  // As the copy had it: open, with somebody to ask and a link that is out.
  await rows(`update pilots set state = 'open', closed_on = null, signed_list = null, links_until = null,
    to_day = '2026-06-30' where code = 'schools'`);
  await rows('delete from pilot_closings');
  await rows('delete from pilot_files');
  await rows('delete from erasures');
  await rows(`update survey_openings set to_day = '2026-06-30'`);
  expect(
    await said(schoolVisit('again', 'school-a', { endedAt: '2026-06-23T10:00:00+03:00' })),
  ).toEqual(['new']);
  await askAll(house.it);
  const [link] = linksTo(house.it, 'again@example.org');
  expect(link).toBeDefined();

  const { replayErasures } = await import('../../../apps/server/src/replay-erasures.ts');
  expect(await replayErasures(house.it)).toMatchObject({ replayed: 1, found: 1, unknown: [] });
  expect(
    await said(schoolVisit('more', 'school-a', { endedAt: '2026-06-23T10:00:00+03:00' })),
  ).toEqual(['refused pilot-over']);
  const look = house.it.faces.surveyAnswers.lookAtLink(visitor(), { token: link!, locale: 'ru' });
  await expect(look).rejects.toMatchObject({ code: 'not-found' });
  await goOn();
  expect((await face().getPilot(boss(), { code: 'schools' })).pilot).toMatchObject({
    state: 'closed',
  });
  expect(await replayErasures(house.it)).toMatchObject({ replayed: 1, found: 0 });
});

test('an export is for an administrator who has just proved that it is they, once the pilot is closed', async () => {
  const { provenAt: _, ...stale } = boss() as Extract<Actor, { kind: 'person' }>;
  const asked = { code: 'schools' };
  await expect(readExport(house.it.app, stale, asked)).rejects.toMatchObject({
    code: 'step-up-required',
  });
  await face().joinPilot(system, {
    ...PILOT,
    code: 'open-still',
    from: '2026-07-01',
    to: '2026-07-31',
    places: [place('school-d'), { code: 'school-a' }],
  });
  await expect(readExport(house.it.app, boss(), { code: 'open-still' })).rejects.toMatchObject({
    code: 'move-impossible',
  });
  // A place of a closed pilot may take part in the next one; before it begins, it may also not.
  expect(await face().dropPlace(boss(), { pilot: 'open-still', place: 'school-a' })).toEqual({
    place: 'school-a',
  });
  await expect(
    face().dropPlace(boss(), { pilot: 'open-still', place: 'school-d' }),
  ).rejects.toMatchObject({ data: { reason: 'last-place' } });
});

test('the command line joins, exports and verifies', async () => {
  const { pilot } = await import('../../../apps/server/src/cli/pilot.ts');
  const folder = await mkdtemp(join(tmpdir(), 'pilot-'));
  const lines: string[] = [];
  const run = (...args: string[]) =>
    pilot({ args, settings: () => house.it.settings, out: (line) => lines.push(line) });
  try {
    const file = join(folder, 'pilot.json');
    await writeFile(file, JSON.stringify({ ...PILOT, code: 'by-file', from: '2026-13-01' }));
    expect(await run('check', file)).toBe(1);
    expect(lines.some((line) => line.startsWith('from: '))).toBe(true);
    expect(await run('nonsense')).toBe(2);
    const demo = new URL('../data/demo-pilot.json', import.meta.url).pathname;
    expect(await run('check', demo)).toBe(0);
    expect(lines.at(-1)).toBe('after-visit-beyond-health: 5 places, in order');
    expect(JSON.parse(await readFile(demo, 'utf8'))).toMatchObject({
      places: Array.from({ length: 5 }, () => ({ isDemo: true })),
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
