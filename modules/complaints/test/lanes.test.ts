import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '@otklik/kernel';
import { loadCalendar } from '@otklik/working-time';
import {
  appealDue,
  fileAppeal,
  recountTerms,
  stepAppeal,
  type AppealPlace,
} from '../src/model/appeal.ts';
import { untoldLateness } from '../src/model/late-appeal.ts';
import { dangerIn } from '../../cases/src/model/danger.ts';

const file = new URL('../../registry/data/calendar/ru.json', import.meta.url);
const place: AppealPlace = {
  calendar: loadCalendar(JSON.parse(readFileSync(file, 'utf8'))),
  zone: 'Europe/Moscow',
  terms: {
    registration_days: 3,
    answer_days: 30,
    extension_days: 30,
    forwarding_days: 7,
    roll: 'previous',
  },
};
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'done';
  } catch (error) {
    return isAppError(error) ? error.code : 'unexpected';
  }
};
const FILED = new Date('2026-03-02T09:00:00+03:00');
const REGISTERED = new Date('2026-03-04T12:00:00+03:00');

describe('an appeal under 59-FZ', () => {
  test('is registered within three days; thirty run from the registration, a day off rolls back', () => {
    const filed = fileAppeal(FILED, place);
    expect(filed.clocks[0]).toMatchObject({ stage: 'registration', dueDate: '2026-03-05' });
    const registered = stepAppeal(filed, 'register', REGISTERED, place);
    // 3 April 2026 is a Friday; counted from the day of filing it would have been the first.
    expect(registered.clocks.find((one) => one.stage === 'answer')!.dueDate).toBe('2026-04-03');
    const friday = new Date('2026-03-06T12:00:00+03:00');
    const rolled = stepAppeal(filed, 'register', friday, place);
    expect(rolled.clocks.find((one) => one.stage === 'answer')!.dueDate).toBe('2026-04-03');
    // Forwarding in seven days is owed by who forwards; what is owed now is the answer.
    expect(appealDue(registered)!.toISOString()).toBe('2026-04-03T21:00:00.000Z');
  });

  test('is told to be late once for each of its terms', () => {
    const filed = fileAppeal(FILED, place);
    const due = appealDue(filed)!;
    expect(untoldLateness(filed, null, due)).toBeNull();
    const after = new Date(due.getTime() + 1);
    expect(untoldLateness(filed, null, after)).toEqual(due);
    expect(untoldLateness(filed, due, after)).toBeNull();
    const registered = stepAppeal(filed, 'register', after, place);
    expect(untoldLateness(registered, due, after)).toBeNull();
    const later = new Date(appealDue(registered)!.getTime() + 1);
    expect(untoldLateness(registered, due, later)).toEqual(appealDue(registered));
    expect(untoldLateness(stepAppeal(registered, 'answer', later, place), due, later)).toBeNull();
  });

  test('follows a corrected calendar while it runs, never into lateness, by the roll it began with', () => {
    const registered = stepAppeal(fileAppeal(FILED, place), 'register', REGISTERED, place);
    const off = (date: string): AppealPlace => ({
      ...place,
      calendar: {
        ...place.calendar,
        weekdaysOff: new Set([...place.calendar.weekdaysOff, Date.parse(date) / 86_400_000]),
      },
    });
    const dates = (facts: typeof registered | null) => facts?.clocks.map(({ dueDate }) => dueDate);
    expect(recountTerms(registered, REGISTERED, place)).toBeNull();
    expect(recountTerms(registered, REGISTERED, off('2026-04-01'))).toBeNull();
    // The last day turns out to be off: the day before it. What has stopped stays.
    const moved = recountTerms(registered, REGISTERED, off('2026-04-03'));
    expect(dates(moved)).toEqual(['2026-03-05', '2026-04-02', '2026-03-11']);
    expect(moved!.clocks[0]).toBe(registered.clocks[0]);
    expect(dates(recountTerms(moved!, REGISTERED, place))).toEqual(dates(registered));
    const answered = stepAppeal(registered, 'answer', REGISTERED, place);
    expect(recountTerms(answered, REGISTERED, off('2026-04-03'))).toBeNull();
    // On that very day the earlier one would lie behind.
    const last = new Date('2026-04-03T12:00:00+03:00');
    expect(recountTerms(registered, last, off('2026-04-03'))).toBeNull();
    // Another setting of the body since then is nothing of this appeal.
    const next = { ...off('2026-04-03'), terms: { ...place.terms, roll: 'next' as const } };
    expect(dates(recountTerms(registered, REGISTERED, next))).toEqual(dates(moved));
    expect(recountTerms(registered, REGISTERED, { ...next, calendar: place.calendar })).toBeNull();
  });

  test('is extended once, within the limit, from the first term, and not when it is late', () => {
    const registered = stepAppeal(fileAppeal(FILED, place), 'register', REGISTERED, place);
    const soon = new Date('2026-03-20T12:00:00+03:00');
    const extend = (days: number, at = soon) => stepAppeal(registered, 'extend', at, place, days);
    expect(codeOf(() => extend(31))).toBe('date-unfit');
    expect(codeOf(() => extend(0))).toBe('date-unfit');
    const longer = extend(30);
    expect(longer.clocks.find((one) => one.stage === 'answer')!.dueDate).toBe('2026-04-30');
    expect(codeOf(() => stepAppeal(longer, 'extend', soon, place, 1))).toBe('move-impossible');
    const late = new Date('2026-04-05T12:00:00+03:00');
    expect(codeOf(() => extend(10, late))).toBe('move-impossible');
    expect(
      stepAppeal(registered, 'answer', late, place).clocks.find((c) => c.stage === 'answer')!.late,
    ).toBe(true);
  });

  test('never loses a clock: what is over has none that runs, what is open has one', () => {
    const steps = fc.array(fc.constantFrom('register', 'extend', 'forward', 'answer'), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(steps, (tried) => {
        let appeal = fileAppeal(FILED, place);
        let at_ms = FILED.getTime();
        for (const step of tried) {
          at_ms += 36_000_000;
          const before = appeal;
          if (
            codeOf(
              () => (appeal = stepAppeal(before, step as never, new Date(at_ms), place, 5)),
            ) !== 'done'
          )
            expect(appeal).toBe(before);
          const running = appeal.clocks.filter((clock) => !clock.stoppedAt);
          const is_over = appeal.state === 'forwarded' || appeal.state === 'answered';
          expect(running.length === 0).toBe(is_over);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('words of danger', () => {
  test.each([
    ['Отец потерял сознание в очереди', true],
    ['ОНА НЕ ДЫШИТ!', true],
    ['Ребёнок задыхается, скорее', true],
    ['Сын говорит, что не хочет  жить', true],
    ['Муж угрожал ножом', true],
    ['Мама лежит на полу в коридоре', true],
    ['Скорая всё не едет, ждём уже сорок минут', true],
    ['Ждём скорую, ей сейчас плохо', true],
    ['У дочки температура под 40, срочно нужен врач', true],
    ['Дедушке тяжело дышать', true],
    ['Скорая приехала через двадцать минут, спасибо', false],
    ['Ждали врача два часа, потом приняли', false],
    ['В кабинете температура 14 градусов', false],
    ['Лежала в стационаре в мае, теперь не дают выписку', false],
    ['Трудно дозвониться, никто не подходит к телефону', false],
    ['Мусор лежит в коридоре, а в кабинете трудно дышать от краски', false],
    ['Не может встать на учёт третий месяц', false],
    ['Никто не помогает с записью', false],
    ['На приём сейчас плохо записывают', false],
    ['Нужна справка для бассейна, врач не принимает', false],
    ['Записи к врачу нет вторую неделю', false],
    ['В поликлинике нечем дышать', false],
    ['Очередь движется медленно, сознание долга у врачей есть', false],
  ])('%s: %s', (text, found) => {
    expect(dangerIn(text).length > 0).toBe(found);
  });
});
