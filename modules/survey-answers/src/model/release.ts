import type { Grain, Mode } from './answer.ts';
import { weekOf } from './windows.ts';

/** What is known of an answer before its batch, without opening it. */
export interface Waiting {
  readonly id: string;
  readonly placeId: string;
  readonly formId: string;
  readonly formVersion: string;
  readonly mode: Mode;
  /** `YYYY-MM-DD` */
  readonly day: string;
}

/** Answers that may come out together, and the window that each of them will say. */
export interface Batch {
  readonly ids: readonly string[];
  readonly placeId: string;
  readonly formId: string;
  readonly formVersion: string;
  readonly grain: Grain;
  readonly windowStart: string;
}

/** Ways of asking that may wait for one another: links on one's own device. The others stand alone. */
const GROUPS: Readonly<Record<Mode, string>> = {
  mail: 'own-device',
  cabinet: 'own-device',
  sms: 'own-device',
  messenger: 'own-device',
  paper: 'paper',
  tablet: 'tablet',
  poster: 'poster',
};

/**
 * Which waiting answers may come out: of one place, form, group of ways and week there are at least `min`.
 * @param today no answer of a later day is looked at
 */
export function planRelease(
  waiting: readonly Waiting[],
  today: string,
  min: number,
): readonly Batch[] {
  const cells = Map.groupBy(
    waiting.filter(({ day }) => day <= today),
    (one) =>
      [one.placeId, one.formId, one.formVersion, GROUPS[one.mode], weekOf(one.day)].join('|'),
  );
  return [...cells.values()].flatMap((cell) => {
    const [first] = cell;
    if (!first || cell.length < min) return [];
    const { placeId, formId, formVersion, day } = first;
    const ids = cell.map(({ id }) => id);
    return [{ ids, placeId, formId, formVersion, grain: 'week', windowStart: weekOf(day) }];
  });
}
