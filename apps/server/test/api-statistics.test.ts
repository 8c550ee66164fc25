import { beforeAll, describe, expect, test } from 'vitest';
import { statistics } from '../../../packages/api/src/wire/statistics.ts';
import { deadline, loadCalendar, type Calendar } from '@otklik/working-time';
import { newId } from '@otklik/kernel';
import { staff, visitor } from '../../../tests/support/installation.ts';
import { seedIfEmpty } from '../src/seed/seed.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const CASES = 260;

interface Clock {
  readonly amount: number;
  readonly unit: 'minutes' | 'hours' | 'working-days' | 'calendar-days';
  readonly roll: 'none' | 'next' | 'previous' | null;
  readonly started_at: string;
  readonly due_at: string | null;
  readonly due_date: string | null;
  readonly derivation: {
    readonly calendar_version: string;
    readonly registration_date: string | null;
    readonly skipped: string[];
    readonly extra_working: string[];
    readonly pauses: { from: string; to: string }[];
    readonly missing_year: number | null;
  };
}

const read = async <T>(path: string): Promise<T> => {
  const response = await serving.call(`/api/v1${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
};

beforeAll(async () => {
  await seedIfEmpty(serving.it, 'demo', () => undefined, { cases_count: CASES, days_count: 90 });
}, 120_000);

describe('every deadline can be counted again', () => {
  const calendars = new Map<string, Calendar>();
  const calendarOf = async (version: string): Promise<Calendar> => {
    const known = calendars.get(version);
    if (known) return known;
    const loaded = loadCalendar(await read(`/calendars/${version}`));
    calendars.set(version, loaded);
    return loaded;
  };
  const allDay = [['00:00', '24:00']] as [string, string][];
  const week = Object.fromEntries(
    ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, allDay]),
  );

  test('from the answers of the API alone, to the same date', async () => {
    let counted = 0;
    for (let page = 1, pages = 1; page <= pages; page += 1) {
      const list = await read<{ pages_count: number; complaints: { number: string }[] }>(
        `/complaints?limit=50&page=${page}`,
      );
      pages = list.pages_count;
      for (const { number } of list.complaints) {
        const found = await read<{ time_zone: string; clocks: Clock[] }>(`/complaints/${number}`);
        for (const clock of found.clocks) {
          const { derivation, unit, amount, roll } = clock;
          if (derivation.missing_year !== null) {
            expect(clock.due_at).toBeNull();
            continue;
          }
          const answer = deadline({
            zone: found.time_zone,
            calendar: await calendarOf(derivation.calendar_version),
            start: clock.started_at,
            term: unit === 'calendar-days' ? { amount, unit, roll: roll! } : { amount, unit },
            pauses: derivation.pauses,
            ...(roll === null && unit !== 'working-days'
              ? { schedule: { calendar: 'none' as const, week: week as never } }
              : {}),
          });
          counted += 1;
          if (answer.kind === 'time') {
            expect(new Date(answer.deadlineMs!).toISOString()).toBe(clock.due_at);
            continue;
          }
          expect(new Date(answer.endsAtMs!).toISOString()).toBe(clock.due_at);
          expect(answer.date).toBe(clock.due_date);
          expect(answer.registrationDate).toBe(derivation.registration_date);
          expect(answer.skipped).toEqual(derivation.skipped);
          expect(answer.extraWorking).toEqual(derivation.extra_working);
        }
      }
    }
    expect(counted).toBeGreaterThan(CASES);
  }, 120_000);

  test('a version that never was answers 404', async () => {
    expect((await serving.call('/api/v1/calendars/1999-01-01')).status).toBe(404);
  });
});

describe('statistics', () => {
  test('agree with the list, show no small count and say when they were counted', async () => {
    const found = statistics.parse(await read('/statistics'));
    const list = await read<{ total_count: number }>('/complaints');
    expect(found.total.total).toBe(list.total_count);
    expect(found.counted_at).toBe(serving.it.clock.now().toISOString());
    const lines = [found.total, ...found.months, ...found.topics, ...found.inside!.rows];
    for (const { outcomes, total } of lines)
      for (const count of [...Object.values(outcomes), total])
        expect(count === null || count === 0 || count >= found.cells_min).toBe(true);
    for (const one of [found.total, ...found.topics])
      if (one.shares) expect(one.shares.n).toBeGreaterThanOrEqual(found.percentages_min);
    expect(found.replies.median_days).toBeGreaterThan(0);
  });

  test('a filter narrows; an unknown place or topic answers 404, a broken month 422', async () => {
    const all = statistics.parse(await read('/statistics'));
    const { topic } = all.topics.find((row) => row.total !== null)!;
    const one = statistics.parse(await read(`/statistics?topic=${topic}`));
    expect(one.total.total).toBeLessThan(all.total.total!);
    const none = statistics.parse(await read('/statistics?period=2001-01'));
    expect(none.total.total).toBe(0);
    const status = async (query: string) =>
      (await serving.call(`/api/v1/statistics?${query}`)).status;
    expect(await status('district=0')).toBe(404);
    expect(await status('topic=no-such-topic')).toBe(404);
    expect(await status('period=2026-13')).toBe(422);
    // Free periods would let small counts follow from their differences.
    expect(await status('from=2026-01&to=2026-03')).toBe(422);
    expect(await status('colour=red')).toBe(422);
  });
});

test('thanks are read apart from complaints, without names, and counted apart', async () => {
  const { faces } = serving.it;
  const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
  const before = await read<{ total: unknown; months: unknown }>('/statistics');
  const { clinics } = await read<{ clinics: { code: string }[] }>('/clinics?limit=1');
  const clinic = clinics[0]!.code;
  for (let made = 0; made < 5; made += 1) {
    const { number } = await faces.thanks.sendThanks(
      visitor(newId()),
      { clinic, text: 'Спасибо Снегирёвой за терпение.', people: ['Снегирёва'] },
      { proofOfWork: 'no-script' },
    );
    expect(JSON.stringify(await read('/thanks'))).not.toContain(number);
    await faces.thanks.publishThanks(moderator, { number });
    const { thanks } = await read<{ thanks: { number: string }[] }>(`/thanks?clinic=${clinic}`);
    expect(thanks.find((one) => one.number === number)).toMatchObject({
      text: 'Спасибо […] за терпение.',
      people: [],
    });
  }
  const after = statistics.parse(await read('/statistics'));
  expect([after.total, after.months]).toEqual([before.total, before.months]);
  expect(after.thanks!.total).toBeGreaterThanOrEqual(5);
  expect((await serving.call('/api/v1/thanks?clinic=no-such-clinic')).status).toBe(404);
});

test('systemic cases are read by everybody, with what each joins and until when a plan is owed', async () => {
  const { faces, clock } = serving.it;
  const everywhere = { kind: 'region' } as const;
  const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
  const coordinator = staff(newId(), { role: 'coordinator', reach: everywhere });
  const { clinics } = await read<{ clinics: { code: string }[] }>('/clinics?limit=1');
  const clinic = clinics[0]!.code;
  const cases: string[] = [];
  for (let made = 0; made < 2; made += 1) {
    const email = `systemic-${made}@example.org`;
    const filed = await faces.complaints.fileComplaint(
      visitor(newId()),
      {
        clinic,
        topic: 'no-shoe-covers',
        story: 'На входе нет бахил, автомат пустой.',
        facts: { seen_at: clock.now().toISOString().slice(0, 16) },
        email,
      },
      { proofOfWork: 'no-script' },
    );
    await serving.it.runJobs();
    const letter = serving.it.letters.findLast(({ to }) => to === email)!;
    const token = /\/confirm\/([\w-]{43})/.exec(letter.text)![1]!;
    await faces.complaints.confirmComplaint(visitor(newId()), { token });
    await faces.complaints.publishComplaint(moderator, { number: filed.number });
    cases.push(filed.number);
  }
  const words = { titleRu: 'Бахил не бывает неделями', whyRu: 'Об одном автомате пишут многие.' };
  const asked = { clinic, cause: 'no-shoe-covers', ...words, cases };
  const { number } = await faces.systemic.openSystemic(coordinator, asked);
  const { systemic } = await read<{ systemic: { number: string }[] }>(`/systemic?clinic=${clinic}`);
  expect(systemic.find((one) => one.number === number)).toMatchObject({
    state: 'open',
    cases: 2,
    people: 2,
    title_ru: words.titleRu,
  });
  const one = await read<{ members: { number: string }[]; clocks: unknown[] }>(
    `/systemic/${number}`,
  );
  expect(one.members.map((member) => member.number).toSorted()).toEqual(cases.toSorted());
  expect(one).toMatchObject({
    plan: null,
    closing: null,
    clocks: [{ amount: 15, verified: false }],
  });
  expect((await serving.call('/api/v1/systemic/26-999999-9')).status).toBe(404);
});
