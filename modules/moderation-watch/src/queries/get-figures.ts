import { defineQuery, type Tx } from '@otklik/kernel';
import { disclosureOf, instantIn, todayOf, zoneOfRegion } from '@otklik/registry';
import { figureRows, type FigureRow } from '../model/figures.ts';
import { mayLook } from '../policy.ts';
import { allRules } from '../rules.ts';
import { getFigures as input } from '../schema.ts';
import {
  appealCounts,
  decisionCounts,
  judgedPairs,
  type FiguresQuestion,
} from '../store/figures.ts';

const MONTHS = 13;

/** `YYYY-MM` so many months after another. */
function monthAfter(month: string, count: number): string {
  const [year, at] = month.split('-').map(Number) as [number, number];
  const total = year * 12 + at - 1 + count;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
}

async function rowsFor(
  tx: Tx,
  asked: FiguresQuestion,
  least: Awaited<ReturnType<typeof disclosureOf>>,
): Promise<FigureRow[]> {
  const counts = await decisionCounts(tx, asked);
  const appeals = asked.kind === 'message' ? await appealCounts(tx, asked) : [];
  return figureRows({ counts, appeals, pairs: await judgedPairs(tx, asked) }, least);
}

/**
 * What moderators decided in a month, by rule and shift: refusals, appeals that overturned them, agreement of the
 * samples with its interval and Cohen's kappa, seconds a decision. A moderator sees the own beside the whole, and
 * nobody sees anybody else's by name.
 */
export const getFigures = defineQuery({
  name: 'moderation-watch.get-figures',
  input,
  policy: mayLook,
  async handle({ tx, subject: { personId, isModerator }, input: { month, kind } }) {
    const current = (await todayOf(tx)).slice(0, 7);
    const wanted = month ?? current;
    const zone = await zoneOfRegion(tx);
    const least = await disclosureOf(tx);
    const asked = {
      kind,
      from: instantIn(zone, `${wanted}-01T00:00`),
      to: instantIn(zone, `${monthAfter(wanted, 1)}-01T00:00`),
      zone,
      rules: await allRules(tx),
    };
    const { cells_min, percentages_min } = least;
    return {
      month: wanted,
      kind,
      months: Array.from({ length: MONTHS }, (_, back) => monthAfter(current, -back)),
      least: { cells_min, percentages_min },
      whole: await rowsFor(tx, asked, least),
      /** The asking moderator's own, whole: they are no secret to whom they are. */
      own: isModerator
        ? await rowsFor(
            tx,
            { ...asked, by: `person:${personId}` },
            { ...least, cells_min: 1, percentages_min },
          )
        : null,
    };
  },
});
