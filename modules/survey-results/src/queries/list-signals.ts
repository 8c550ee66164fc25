import { defineQuery, type OutputOf } from '@otklik/kernel';
import { placesReached } from '@otklik/surveys';
import { keyOf, SIGNALS, signalsOf } from '../model/signals.ts';
import { mayCheckSignals, SIGNAL_READERS, readsSignals } from '../policy-signals.ts';
import { nothing as input } from '../schema.ts';
import { checksOf } from '../store/signal-checks.ts';
import { signalFacts } from '../store/read-signals.ts';

const SHOWN_MAX = 200;

/**
 * What looks unlikely about answers and reports of the places that the reader reaches, with what somebody found of
 * it. Never public; no figure leaves anything out for it.
 */
export const listSignals = defineQuery({
  name: 'survey-results.list-signals',
  input,
  policy: readsSignals,
  async handle({ tx, actor }) {
    const places = await placesReached(tx, actor, SIGNAL_READERS);
    const byId = new Map(places.map((place) => [place.id, place]));
    const found = signalsOf(await signalFacts(tx, [...byId.keys()]));
    const checks = await checksOf(tx, found.map(keyOf));
    const signals = found
      .map((signal) => {
        const place = byId.get(signal.placeId)!;
        const check = checks.get(keyOf(signal));
        const { placeId: _, ...told } = signal;
        return {
          ...told,
          key: keyOf(signal),
          place: { code: place.code, nameRu: place.name_ru, nameEn: place.name_en },
          check: check
            ? { found: check.found, words: check.words, checkedOn: check.checkedOn }
            : null,
        };
      })
      .toSorted(
        (a, b) =>
          Number(a.check !== null) - Number(b.check !== null) ||
          SIGNALS.indexOf(a.kind) - SIGNALS.indexOf(b.kind) ||
          (a.place.code < b.place.code ? -1 : 1),
      );
    return {
      mayCheck: mayCheckSignals(actor),
      count: signals.length,
      signals: signals.slice(0, SHOWN_MAX),
    };
  },
});

export type SignalsListed = OutputOf<typeof listSignals>;
