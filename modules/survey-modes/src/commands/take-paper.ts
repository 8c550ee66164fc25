import { randomInt } from 'node:crypto';
import { AppError, defineCommand, newSecret, type App, type Tx } from '@otklik/kernel';
import { disclosureOf, todayOf } from '@otklik/registry';
import { receiptOf, takeAnswer } from '@otklik/survey-answers';
import { formVersion } from '@otklik/survey-forms';
import { sheetsToTake, type Typed } from '../model/entries.ts';
import { batchToWork } from '../paper.ts';
import { onBatch as input } from '../schema.ts';
import { entriesOf, forgetEntries, sheetsOf, type Batch } from '../store/paper.ts';

function shuffled<T>(list: readonly T[]): T[] {
  const drawn = [...list];
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [drawn[at], drawn[other]] = [drawn[other]!, drawn[at]!];
  }
  return drawn;
}

/** The last word on each sheet. */
async function typedOf(tx: Tx, batch: Batch, sheets: readonly number[]): Promise<Typed[]> {
  const last = new Map((await entriesOf(tx, batch)).map(({ sheet, typed }) => [sheet, typed]));
  return sheets.map((sheet) => last.get(sheet) ?? null);
}

async function takeAll(app: App, tx: Tx, batch: Batch, all: readonly Typed[]): Promise<void> {
  const { keys } = app.ports;
  const definition = await formVersion(tx, batch.form_id, batch.form_version);
  const day = await todayOf(tx);
  for (const item of shuffled(all))
    await takeAnswer(tx, keys, {
      form: { id: batch.form_id, version: batch.form_version, definition },
      response: { item: item ?? [] },
      placeId: batch.place_id,
      mode: 'paper',
      weightClass: 1,
      day,
      doctorId: null,
      // Nobody holds it: paper has no receipt.
      receipt: receiptOf(keys, newSecret(), newSecret()),
    });
}

/**
 * Hands a typed batch over, all of it at once and in random order, and erases what was typed of single sheets. One
 * line of the log for the whole batch; no answer knows its sheet.
 * @throws AppError not-found, already-done, move-impossible { reason: 'too-few-sheets' }
 */
export const takePaper = defineCommand({
  name: 'survey-modes.take-paper',
  input,
  policy: ({ tx, actor, input: { batch } }) => batchToWork(tx, actor, batch),
  async handle({ app, tx, subject: { batch } }) {
    const { survey_results_min: min } = await disclosureOf(tx);
    const sheets = sheetsToTake(await sheetsOf(tx, batch.id), min);
    if (!sheets) throw new AppError('move-impossible', { reason: 'too-few-sheets', min });
    await takeAll(app, tx, batch, await typedOf(tx, batch, sheets));
    await forgetEntries(tx, batch);
    return { taken: sheets.length };
  },
  audit: ({ input: { batch }, output }) => ({ object: batch, after: `taken ${output.taken}` }),
});
