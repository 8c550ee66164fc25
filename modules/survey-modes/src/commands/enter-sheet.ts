import { AppError, defineCommand, recordedAs } from '@otklik/kernel';
import { formVersion } from '@otklik/survey-forms';
import { judgedItems } from '@otklik/survey-answers';
import { itemsOf } from '../at-point.ts';
import { differences } from '../model/entries.ts';
import { batchToWork, printedIn } from '../paper.ts';
import { enterSheet as input } from '../schema.ts';
import { changeBatch, entriesOf, keepEntry, putSheet } from '../store/paper.ts';

/**
 * Keeps what a clerk typed from a sheet. The first one and the second are two people, and neither sees what the
 * other typed; where they differ, whoever looks at the sheet again settles it. The log names the batch, never the
 * sheet.
 * @throws AppError not-found, already-done, unknown-reference, forbidden { reason: 'own-work' }, invalid-input
 */
export const enterSheet = defineCommand({
  name: 'survey-modes.enter-sheet',
  input,
  limits: [{ per: 'principal', count_max: 2000, window_s: 3600 }],
  policy: ({ tx, actor, input: { batch } }) => batchToWork(tx, actor, batch),
  async handle({ tx, actor, subject: { batch }, input: { sheet, fields, isVoid } }) {
    printedIn(batch, sheet);
    const form = await formVersion(tx, batch.form_id, batch.form_version);
    const items = itemsOf(form, fields);
    const typed = isVoid ? null : await judgedItems(form, { item: items });
    const entries = await entriesOf(tx, batch, sheet);
    const [first, second, settled] = entries;
    const enteredBy = recordedAs(actor);
    if (settled || (second && differences(first!.typed, second.typed).length === 0))
      throw new AppError('already-done');
    // Whoever typed it first is not the second to look.
    if (first && !second && first.enteredBy === enteredBy)
      throw new AppError('forbidden', { reason: 'own-work' });
    const pass = entries.length + 1;
    const is_agreed = pass === 2 && differences(first!.typed, typed).length === 0;
    const done = typed === null ? 'void' : pass === 3 ? 'settled' : 'agreed';
    const state = pass === 1 ? 'half' : pass === 3 || is_agreed ? done : 'differs';
    await putSheet(tx, batch.id, sheet, state);
    await keepEntry(tx, batch, { sheet, pass, enteredBy, typed });
    if (pass === 2)
      await changeBatch(tx, batch.id, {
        entered_twice: batch.entered_twice + 1,
        agreed_at_once: batch.agreed_at_once + (is_agreed ? 1 : 0),
      });
    return { state };
  },
  audit: ({ input }) => ({ object: input.batch }),
});
