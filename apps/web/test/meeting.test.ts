import { expect, test } from 'vitest';
import { casesCsv, countsCsv } from '#lib/meeting/csv.ts';
import { meetingIn, shownOf } from '../src/lib/meeting/asked.ts';

/** What `/desk/meeting/csv` answers: the counts by clinic, and the cases. */
const clinic = { code: 'msk-a-001-x', nameRu: 'Поликлиника № 1', nameEn: null };

test('the meeting as CSV: numbers are numbers, a clinic without a district says so', () => {
  const text = countsCsv({
    lines: [
      {
        clinic,
        district: null,
        inWork: { inTime: 3, late: 1 },
        solved: { inTime: 2, late: 0 },
      },
    ],
  });
  expect(text.split('\r\n')[1]).toMatch(/^"Район не указан";"Поликлиника №.1";3;1;2;0$/);
});

test('a case says where it stands, how late it is and why; nothing runs in a spreadsheet', () => {
  const text = casesCsv({
    cases: [
      {
        number: '26-000001-4',
        state: 'in-work',
        topic: { ru: '=Нет бахил', en: 'No shoe covers' },
        clinic,
        district: null,
        zone: 'Europe/Moscow',
        publishedAt: new Date(0),
        closedAt: null,
        dueAt: new Date(0),
        daysLate: 4,
        reason: 'works-under-way',
        promisedUntil: '2026-07-20',
        systemic: '26-000009-7',
        what: 'in-work',
        timing: 'late',
      },
    ],
  });
  const [, line] = text.split('\r\n');
  expect(line).toMatch(/^"26-000001-4";"'=Нет бахил";"Поликлиника №.1";"В работе, просрочено";/);
  expect(line).toContain(';4;');
  expect(line).toContain('"2026-07-20";"26-000009-7"');
});

const asked = (query: string) => meetingIn(new URL(`https://x.example/desk/meeting${query}`));

test('a whole region is shown in part until the rest is asked for; a district is shown whole', () => {
  expect(shownOf(asked(''))).toEqual({ limit: 100 });
  expect(shownOf(asked('?week=2026-06-10'))).toEqual({ limit: 100 });
  expect(shownOf(asked('?rest=yes'))).toEqual({});
  expect(shownOf(asked('?district=d-1'))).toEqual({});
  expect(asked('?rest=yes&district=d-1&week=2026-06-10')).toEqual({
    district: 'd-1',
    week: '2026-06-10',
    rest: 'yes',
  });
});
