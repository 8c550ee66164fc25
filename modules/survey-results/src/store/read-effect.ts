import type { Tx } from '@otklik/kernel';
import { shownCounts } from '@otklik/survey-answers';
import { effectOf, type Effect, type TopCount } from '../model/effect.ts';
import { INVITED } from '../model/groups.ts';
import { monthBefore } from '../model/months.ts';
import type { Question } from '../model/questions.ts';

/** Whole months on either side. */
const MONTHS = 6;

interface Changed {
  readonly placeId: string;
  readonly formId: string;
  readonly question: Question;
  /** `YYYY-MM-DD` */
  readonly madeOn: string;
  readonly settledOn: string;
}

/** Of counts that everybody may see, of those who were invited by letter; months in which both stood are left out. */
export async function effectAt(tx: Tx, changed: Changed): Promise<Effect | null> {
  const { placeId, formId, question, madeOn, settledOn } = changed;
  const best = new Set(question.options.filter(({ isTop }) => isTop).map(({ code }) => code));
  const points = new Set(
    question.options.filter((one) => one.points !== null).map(({ code }) => code),
  );
  const over = async (from: string, to: string): Promise<TopCount> => {
    const counts = await shownCounts(tx, {
      scope: `place:${placeId}`,
      formId,
      modes: INVITED,
      from,
      to,
    });
    const own = counts.filter(({ item, code }) => item === question.linkId && points.has(code));
    const sum = (some: typeof own): number => some.reduce((total, { n }) => total + n, 0);
    return { top: sum(own.filter(({ code }) => best.has(code))), n: sum(own) };
  };
  const before = await over(monthBefore(madeOn, MONTHS), monthBefore(madeOn, 1));
  const after = await over(monthBefore(settledOn, -1), monthBefore(settledOn, -MONTHS));
  return effectOf(before, after);
}
