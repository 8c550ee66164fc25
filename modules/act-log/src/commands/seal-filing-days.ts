import { AppError, defineCommand, regionOf } from '@otklik/kernel';
import { z } from 'zod';
import { logDay } from '../filings.ts';
import { dayHash, dayText, FIRST_PREV, type FilingDay } from '../model/filing.ts';
import { rootOf } from '../model/merkle.ts';
import { dayAfter } from '../model/verify-days.ts';
import { firstFilingDay, insertDay, leavesOf, newestDays } from '../store-filings.ts';

/** Longer than any transaction may stay open: what was filed before midnight is in by then. */
const SETTLING_MS = 10 * 60_000;
const DAYS_MAX = 400;
const DAY_MS = 86_400_000;

/** The last day (UTC) that can get no more filings. */
export const lastOverDay = (now: Date): string =>
  logDay(new Date(now.getTime() - SETTLING_MS - DAY_MS));

/**
 * Signs every day that is over and not sealed yet, each with its root, its number and the hash of the day
 * before: a day without filings too, so that none can be left out. The last one's hash goes into the act log.
 */
export const sealFilingDays = defineCommand({
  name: 'act-log.seal-filing-days',
  input: z.strictObject({}),
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ app, tx }) {
    const { keys } = app.ports;
    const region = regionOf(tx.scope) ?? '';
    const until = lastOverDay(tx.now);
    let before: FilingDay | undefined = (await newestDays(tx, 1, undefined))[0];
    let sealed = 0;
    const oldest = (await firstFilingDay(tx)) ?? until;
    const first = before ? dayAfter(before.day) : oldest < until ? oldest : until;
    for (let day = first; day <= until && sealed < DAYS_MAX; day = dayAfter(day)) {
      const leaves = await leavesOf(tx, day);
      const facts = {
        region,
        day,
        count: leaves.length,
        total: (before?.total ?? 0) + leaves.length,
        root: rootOf(leaves),
        prev: before?.hash ?? FIRST_PREV,
      };
      const text = dayText(facts);
      const signature = keys.sign(Buffer.from(text));
      before = { ...facts, hash: dayHash(text), signature, keyId: keys.auditKeyId };
      await insertDay(tx, before);
      sealed += 1;
    }
    return { sealed, day: before?.day ?? null, hash: before?.hash ?? null };
  },
  audit: ({ output }) => ({
    object: `filings:${output.day}`,
    ...(output.hash ? { after: output.hash } : {}),
  }),
});
