import { readFile } from 'node:fs/promises';
import { runQuery, type Actor, type App } from '@otklik/kernel';
import {
  answerDayProblem,
  listAnswerDays,
  listAnswerLeaves,
  type AnswerDay,
} from '@otklik/survey-answers';
import { z } from 'zod';

const BATCH_DAYS = 100;

/** What a day's link on `/survey/receipts` answers, saved as it came; or several of them in a list. */
const savedDay = z.object({
  day: z.object({
    region: z.string(),
    day: z.string(),
    count: z.number().int(),
    total: z.number().int(),
    root: z.string(),
    prev: z.string(),
    hash: z.string(),
    signature: z.string(),
    keyId: z.string(),
  }),
});
const saved = z.union([savedDay.transform((one) => [one]), z.array(savedDay)]);

/** @throws ZodError for a file that is no saved day */
export async function answerDaysFrom(file: string | undefined): Promise<AnswerDay[]> {
  if (!file) return [];
  return saved.parse(JSON.parse(await readFile(file, 'utf8'))).map(({ day }) => day);
}

/** All signed days of counted answers, the oldest first. */
async function everyDay(app: App, actor: Actor): Promise<AnswerDay[]> {
  const days: AnswerDay[] = [];
  for (;;) {
    const last = days.at(-1);
    const batch = await runQuery(app, actor, listAnswerDays, {
      limit: BATCH_DAYS,
      ...(last ? { before: last.day } : {}),
    });
    days.push(...batch);
    if (batch.length < BATCH_DAYS) return days.toReversed();
  }
}

/**
 * Counts every root of the receipts again, follows the links from day to day, and compares days that were saved
 * elsewhere.
 */
export async function verifyAnswerDays(
  app: App,
  region: string,
  savedDays: readonly AnswerDay[],
): Promise<{ problem: string | null; text: string }> {
  const actor: Actor = { kind: 'system', region, name: 'verify' };
  const keys = app.ports.keys.auditKeys();
  const days = await everyDay(app, actor);
  const bad = (day: string, problem: string) => ({
    problem,
    text: `the receipts of ${region} are broken on ${day}: ${problem}`,
  });
  for (const [index, day] of days.entries()) {
    const { leaves } = await runQuery(app, actor, listAnswerLeaves, { day: day.day });
    const problem = answerDayProblem(day, days[index - 1] ?? null, { keys, leaves });
    if (problem) return bad(day.day, problem);
  }
  const byDay = new Map(days.map((day) => [day.day, day.hash]));
  const other = savedDays.find((day) => day.region === region && byDay.get(day.day) !== day.hash);
  if (other) return bad(other.day, byDay.has(other.day) ? 'day-differs' : 'day-missing');
  const total = days.at(-1)?.total ?? 0;
  return {
    problem: null,
    text: `the receipts of ${region} are whole: ${days.length} days, ${total} answers`,
  };
}
