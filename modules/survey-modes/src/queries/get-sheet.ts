import { AppError, defineQuery, recordedAs } from '@otklik/kernel';
import { viewForm } from '@otklik/questionnaire';
import { formVersion } from '@otklik/survey-forms';
import { differences } from '../model/entries.ts';
import { batchReached, printedIn } from '../paper.ts';
import { onSheet as input } from '../schema.ts';
import { entriesOf } from '../store/paper.ts';

/**
 * A sheet to be typed. The second clerk sees an empty form; only where the two differ is shown what was typed, for
 * whoever looks at the paper again.
 * @throws AppError not-found, unknown-reference, already-done
 */
export const getSheet = defineQuery({
  name: 'survey-modes.get-sheet',
  input,
  policy: ({ tx, actor, input: { batch } }) => batchReached(tx, actor, batch),
  async handle({ tx, actor, subject: { batch, place }, input: { sheet, locale } }) {
    printedIn(batch, sheet);
    if (batch.state === 'taken') throw new AppError('already-done');
    const [first, second, settled] = await entriesOf(tx, batch, sheet);
    const differing = first && second ? differences(first.typed, second.typed) : [];
    if (settled || (second && differing.length === 0)) throw new AppError('already-done');
    const form = await formVersion(tx, batch.form_id, batch.form_version);
    const typed = second ? (first?.typed ?? []) : [];
    return {
      place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
      pass: second ? 3 : first ? 2 : 1,
      isOwnWork: !second && first?.enteredBy === recordedAs(actor),
      differing,
      view: viewForm(form, { item: typed }, locale),
    };
  },
  // What a single sheet says is on the screen only where two clerks differ.
  audit: ({ input: { batch } }) => ({ object: batch }),
});
