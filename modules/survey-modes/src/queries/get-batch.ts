import { defineQuery } from '@otklik/kernel';
import { viewForm } from '@otklik/questionnaire';
import { disclosureOf } from '@otklik/registry';
import { formVersion } from '@otklik/survey-forms';
import { z } from 'zod';
import { sheetsToTake } from '../model/entries.ts';
import { batchReached } from '../paper.ts';
import { onBatch } from '../schema.ts';
import { sheetsOf } from '../store/paper.ts';

const input = onBatch.extend({ locale: z.enum(['ru', 'en']) });

/** A batch, how far its sheets are, and the form to be printed. Nothing of what was typed. @throws AppError not-found */
export const getBatch = defineQuery({
  name: 'survey-modes.get-batch',
  input,
  policy: ({ tx, actor, input: { batch } }) => batchReached(tx, actor, batch),
  async handle({ tx, subject: { batch, place }, input: { locale } }) {
    const sheets = await sheetsOf(tx, batch.id);
    const { survey_results_min: min } = await disclosureOf(tx);
    const form = await formVersion(tx, batch.form_id, batch.form_version);
    return {
      id: batch.id,
      place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
      state: batch.state,
      printed: batch.printed,
      madeOn: batch.made_on,
      enteredTwice: batch.entered_twice,
      agreedAtOnce: batch.agreed_at_once,
      sheets,
      min,
      mayTake: batch.state === 'open' && sheetsToTake(sheets, min) !== null,
      view: viewForm(form, {}, locale),
    };
  },
});
