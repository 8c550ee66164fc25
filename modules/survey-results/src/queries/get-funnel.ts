import { defineQuery, type OutputOf } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { shownTotals } from '@otklik/survey-answers';
import { askedAt, deliveredAt, lossesAt } from '@otklik/surveys';
import { funnelOf } from '../model/funnel.ts';
import { groupOf } from '../model/groups.ts';
import { reachedPlace } from '../policy.ts';
import { placeAsked as input } from '../schema.ts';
import { formOf, windowOf } from '../store/read-place.ts';

/** Visits are forgotten after ninety days: reasons reach no further back than whole months within that. */
const MONTHS = 2;

/**
 * From visits to counted answers at one place, with the reasons for which nobody was asked, over this month and the
 * one before.
 * @throws AppError not-found for a place that the reader does not reach
 */
export const getFunnel = defineQuery({
  name: 'survey-results.get-funnel',
  input,
  policy: reachedPlace,
  async handle({ tx, subject: place, input: { locale } }) {
    const { from, to, today } = await windowOf(tx, MONTHS);
    const days = { placeId: place.id, from, to: today };
    const form = await formOf(tx, place.sector, today, locale);
    const totals = form
      ? await shownTotals(tx, { scopes: [`place:${place.id}`], formId: form.formId, from, to })
      : [];
    const counted = totals
      .filter(({ item, mode }) => item === '' && groupOf(mode) === 'invited')
      .reduce((sum, { n }) => sum + n, 0);
    const asked = await askedAt(tx, days);
    const { survey_results_min: min } = await disclosureOf(tx);
    const counts = { ...asked, delivered: await deliveredAt(tx, days), counted };
    const { code, name_ru: nameRu, name_en: nameEn } = place;
    return {
      place: { code, nameRu, nameEn },
      from,
      today,
      min,
      ...funnelOf(counts, await lossesAt(tx, days), min),
    };
  },
});

export type FunnelShown = OutputOf<typeof getFunnel>;
