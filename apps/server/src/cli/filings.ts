import { readFile } from 'node:fs/promises';
import {
  dayOf,
  dayProblem,
  filingProof,
  holdsExactly,
  listFilingDays,
  listFilings,
  proofProblem,
  type FilingDay,
} from '@otklik/act-log';
import { runQuery, type Actor, type App, type AuditKey } from '@otklik/kernel';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { withInstallation } from './with-installation.ts';

const BATCH_DAYS = 400;

/** What `GET /api/v1/act-log/filing-days` and `/keys` answer, saved as they came. */
const savedDays = z.object({
  days: z.array(
    z.object({
      region: z.string(),
      day: z.string(),
      count: z.number().int(),
      total: z.number().int(),
      root: z.string(),
      prev: z.string(),
      hash: z.string(),
      signature: z.string(),
      key_id: z.string(),
    }),
  ),
});
const savedKeys = z.object({
  keys: z.array(z.object({ id: z.string(), public_key_pem: z.string() })),
});

const readJson = async (file: string): Promise<unknown> =>
  JSON.parse(await readFile(file, 'utf8')) as unknown;

export async function daysFrom(file: string | undefined): Promise<FilingDay[]> {
  if (!file) return [];
  const { days } = savedDays.parse(await readJson(file));
  return days.map(({ key_id, ...day }) => ({ ...day, keyId: key_id }));
}

async function keysFrom(file: string): Promise<AuditKey[]> {
  const { keys } = savedKeys.parse(await readJson(file));
  return keys.map(({ id, public_key_pem }) => ({ id, publicKeyPem: public_key_pem }));
}

/** All signed days of a region, the oldest first. */
async function everyDay(app: App, actor: Actor): Promise<FilingDay[]> {
  const days: FilingDay[] = [];
  for (;;) {
    const last = days.at(-1);
    const batch = await runQuery(app, actor, listFilingDays, {
      limit: BATCH_DAYS,
      ...(last ? { before: last.day } : {}),
    });
    days.push(...batch);
    if (batch.length < BATCH_DAYS) return days.toReversed();
  }
}

/** Counts every root again, follows the links from day to day, and compares days that were saved elsewhere. */
export async function verifyFilings(app: App, region: string, saved: readonly FilingDay[]) {
  const actor: Actor = { kind: 'system', region, name: 'verify' };
  const keys = app.ports.keys.auditKeys();
  const days = await everyDay(app, actor);
  const bad = (day: string, problem: string) => ({
    problem,
    text: `the log of filings of ${region} is broken on ${day}: ${problem}`,
  });
  for (const [index, day] of days.entries()) {
    const problem = dayProblem(day, days[index - 1] ?? null, keys);
    if (problem) return bad(day.day, problem);
    const { leaves } = await runQuery(app, actor, listFilings, { day: day.day });
    if (!holdsExactly(day, leaves)) return bad(day.day, 'filings-changed');
  }
  const byDay = new Map(days.map((day) => [day.day, day.hash]));
  const other = saved.find((day) => day.region === region && byDay.get(day.day) !== day.hash);
  if (other) return bad(other.day, byDay.has(other.day) ? 'day-differs' : 'day-missing');
  const total = days.at(-1)?.total ?? 0;
  const text = `the log of filings of ${region} is whole: ${days.length} days, ${total} filings`;
  return { problem: null, text };
}

/**
 * Checks a proof of filing from its file: against our own keys, or anywhere at all against keys and days that
 * were saved from the public lists. Exit code 1 when it does not hold, 2 when it is no proof.
 */
export async function verifyProof(
  file: string,
  saved: { readonly keys?: string | undefined; readonly days?: string | undefined },
  settings: Settings,
  out: (line: string) => void,
): Promise<number> {
  const parsed = filingProof.safeParse(await readJson(file).catch(() => null));
  if (!parsed.success) {
    out('this is no proof of filing');
    return 2;
  }
  const proof = parsed.data;
  const keys = saved.keys
    ? await keysFrom(saved.keys)
    : await withInstallation(settings, async ({ app }) => [...app.ports.keys.auditKeys()]);
  const problem = proofProblem(proof, keys);
  if (problem) {
    out(`the proof does not hold: ${problem}`);
    return 1;
  }
  const { number, filed } = proof.filing;
  const sealed = dayOf(proof);
  if (!sealed) {
    out(`signed: ${number}, filed ${filed}; ${proof.day} was not sealed when this was made`);
    return 0;
  }
  const days = await daysFrom(saved.days);
  const published = days.find((day) => day.region === sealed.region && day.day === sealed.day);
  if (saved.days && published?.hash !== sealed.hash) {
    out(`the proof does not hold: ${sealed.day} was saved ${published ? 'otherwise' : 'without'}`);
    return 1;
  }
  out(`in the log: ${number}, filed ${filed}, one of ${sealed.count} on ${sealed.day}`);
  if (!saved.days) out(`compare the published hash of that day: ${sealed.hash}`);
  return 0;
}
