import type { Tx } from '@otklik/kernel';
import { disclosureOf } from '@otklik/registry';
import { disclose, shownScores } from '@otklik/survey-answers';
import { meanOf } from '../model/figures.ts';
import { INVITED } from '../model/groups.ts';
import { formOf, windowOf } from './read-place.ts';
import { sumsOf } from './read-results.ts';

/** What visitors of a clinic said over twelve whole months, 0 to 100. */
export interface ClinicScore {
  readonly value: number;
  readonly n: number;
}

const MONTHS = 12;
const HUNDREDTHS = 10_000;

/** Scores of clinics by their ids, of those that may be shown; a clinic with too few answers is not among them. */
export async function clinicScores(
  tx: Tx,
  clinicIds: readonly string[],
): Promise<ReadonlyMap<string, ClinicScore>> {
  const { from, to, today } = await windowOf(tx, MONTHS);
  const form = await formOf(tx, 'health', today, 'ru');
  if (!form) return new Map();
  const scores = await shownScores(tx, {
    scopes: clinicIds.map((id) => `place:${id}`),
    formId: form.formId,
    item: '',
    modes: INVITED,
    from,
    to,
  });
  const sums = [...Map.groupBy(scores, ({ scope }) => scope)].map(([scope, own]) => ({
    id: scope.slice('place:'.length),
    sums: sumsOf(own),
  }));
  const shown = disclose(
    sums.map(({ id, sums: { n } }) => ({ group: id, n })),
    await disclosureOf(tx),
  );
  return new Map(
    sums.flatMap(({ id, sums: own }, at) => {
      const mean = shown[at]!.n === null ? null : meanOf(own, 0, HUNDREDTHS);
      return mean ? [[id, { value: mean.value, n: own.n }] as const] : [];
    }),
  );
}
