import { AppError, defineQuery, type Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { placeById } from '@otklik/surveys';
import { z } from 'zod';
import { disclose } from '../model/disclose.ts';
import { shownCounts } from '../store/shown.ts';

const input = z.strictObject({ place: z.uuid() });

const keyOf = (...parts: readonly string[]): string => JSON.stringify(parts);

async function rowsOf(tx: Tx, placeId: string, code: string) {
  const disclosure = await disclosureOf(tx);
  const counts = await shownCounts(tx, { scope: `place:${placeId}` });
  const shown = disclose(
    counts.map((count) => ({
      ...count,
      // How many answered in all stands by itself; the codes of an item stand together.
      group: keyOf(
        count.formId,
        count.mode,
        count.month,
        count.item,
        count.code === '' ? 'all' : 'codes',
      ),
    })),
    disclosure,
  );
  return shown.map(({ formId, mode, month, item, code: answer, n }) => ({
    place: code,
    form: formId,
    mode,
    month: month.slice(0, 7),
    item,
    code: answer,
    n,
  }));
}

/**
 * What a region takes with it of the answers about a place: counts of codes by month, of what everybody may see,
 * by the same rule as the pages. Single answers leave by no way.
 */
export const listForExport = defineQuery({
  name: 'survey-answers.list-for-export',
  input,
  policy({ actor }) {
    if (actor.kind !== 'system') throw new AppError('forbidden');
  },
  async handle({ tx, input: { place: id } }) {
    const place = await placeById(tx, id);
    return { rows: place ? await rowsOf(tx, id, place.code) : [] };
  },
  audit: () => ({ object: 'region-export' }),
});
