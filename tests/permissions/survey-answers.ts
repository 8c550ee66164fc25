import { randomUUID } from 'node:crypto';
import { regionScope, systemScope } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { hashesOf, leafOfReceipt, receiptOf } from '@otklik/survey-answers';
import { batchKeyOf } from '../../modules/survey-answers/src/store/keys.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import type { Sample } from './samples.ts';
import type { World } from './world.ts';

/** The samples of the verbs about receipts of answers. */

const DAY = '2026-06-01';

const receiptIn = ({ app }: TestInstallation): string =>
  receiptOf(app.ports.keys, 'sample-of-an-answer', 'sample-of-its-form');

const byReceipt = ({ house }: World) => ({ receipt: receiptIn(house) });

const waitingIn = ({ app }: TestInstallation): string =>
  receiptOf(app.ports.keys, 'sample-of-one-that-waits', 'sample-of-its-form');

/** An answer that waits; nobody will open it. */
async function putWaiting(house: TestInstallation): Promise<void> {
  const { app, clock } = house;
  await app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const key = await batchKeyOf(tx, await todayOf(tx));
      const check = hashesOf(app.ports.keys, waitingIn(house)).check;
      await tx.db
        .insertInto('waiting_answers')
        .values({
          region_id: REGION,
          id: randomUUID(),
          batch_key_id: key.id,
          place_id: randomUUID(),
          form_id: randomUUID(),
          form_version: '1',
          mode: 'mail',
          day: DAY,
          receipt_check: check,
          sealed: Buffer.alloc(8192),
        })
        .execute();
    },
    { now: clock.now() },
  );
}

/** The world's own: one receipt that was counted, in a day that is signed, and one that waits. */
export async function countedOfWorld(house: TestInstallation): Promise<void> {
  const { app, clock, faces } = house;
  const leaf = leafOfReceipt(REGION, receiptIn(house));
  const row = { region_id: REGION, day: DAY, leaf };
  await app.store.withScope(
    systemScope(REGION, 'test'),
    (tx) => tx.db.insertInto('survey_answer_leaves').values(row).execute(),
    { as: 'answers', now: clock.now() },
  );
  const maker = { kind: 'system', region: REGION, name: 'survey-answers.make-keys' } as const;
  await faces.surveyAnswers.sealAnswerDays(maker, {});
  await putWaiting(house);
}

export const SURVEY_ANSWERS: Readonly<Record<string, readonly Sample[]>> = {
  'survey-answers.check-receipt': [{ input: byReceipt }],
  'survey-answers.withdraw-answer': [{ input: ({ house }) => ({ receipt: waitingIn(house) }) }],
  'survey-answers.get-doctor-marks': [{ input: () => ({ locale: 'ru' }) }],
  'survey-answers.seal-answer-days': [{ input: () => ({}) }],
  'survey-answers.list-answer-days': [{ input: () => ({}) }],
  'survey-answers.list-answer-leaves': [{ input: () => ({ day: DAY }) }],
};
