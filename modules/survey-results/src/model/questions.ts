import type { Form, LocalText, ViewItem } from '@otklik/questionnaire';
import { viewForm } from '@otklik/questionnaire';
import { scalesOf } from '@otklik/survey-answers';

/**
 * How a question is scored: `grade` on a scale, `recommend` from 0 to 10, `friends` by the six answers of the
 * Friends and Family Test, `choice` by shares of its options alone.
 */
export type QuestionKind = 'grade' | 'recommend' | 'friends' | 'choice';

export interface Question {
  readonly linkId: string;
  readonly text: LocalText | null;
  readonly kind: QuestionKind;
  readonly repeats: boolean;
  readonly options: readonly {
    readonly code: string;
    readonly label: LocalText;
    /** Null: it leaves the base («does not apply»). */
    readonly points: number | null;
    /** One of the best answers. */
    readonly isTop: boolean;
  }[];
}

const FRIENDS = ['very-good', 'good', 'neither', 'poor', 'very-poor', 'dont-know'];
const RECOMMEND_OPTIONS = 11;
/** On scales up to ten the two highest are the best; else the highest alone. */
const TEN = 10;

const flat = (items: readonly ViewItem[]): ViewItem[] =>
  items.flatMap((item) => [item, ...flat(item.below.flat())]);

const codeOf = (value: unknown): string =>
  String(typeof value === 'object' && value !== null ? (value as { code?: unknown }).code : value);

function kindOf(codes: readonly string[], points: readonly number[] | null): QuestionKind {
  if (codes.length === FRIENDS.length && FRIENDS.every((code) => codes.includes(code)))
    return 'friends';
  if (!points) return 'choice';
  const isFromZero = points.length === RECOMMEND_OPTIONS && Math.min(...points) === 0;
  return isFromZero ? 'recommend' : 'grade';
}

/** The counted questions of a form in one language, in its order. Words are not counted and are left out. */
export function questionsOf(form: Form, language: string): Question[] {
  const scales = scalesOf(form);
  return flat(viewForm(form, {}, language).items).flatMap((item) => {
    if (item.hidden || (item.options.length === 0 && item.type !== 'boolean')) return [];
    const scale = scales.get(item.linkId) ?? null;
    const values = scale ? [...scale.values()] : null;
    const best = values ? Math.max(...values) : 0;
    const topFrom = best === TEN ? TEN - 1 : best;
    const options = item.options.map(({ value, label }) => {
      const code = codeOf(value.value);
      const points = scale?.get(code) ?? null;
      return { code, label, points, isTop: points !== null && points >= topFrom };
    });
    const kind = kindOf(
      options.map(({ code }) => code),
      values,
    );
    return [{ linkId: item.linkId, text: item.text, kind, repeats: item.repeats, options }];
  });
}
