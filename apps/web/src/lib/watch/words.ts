import { m } from '@otklik/i18n';
import { reasonWords } from '#lib/cases/words.ts';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
const wordOf = (area: string, code: string): string =>
  words[`watch_${area}_${code.replaceAll('-', '_')}`]?.() ?? code;

export const kindWords = (kind: string): string => wordOf('kind', kind);
export const decisionWords = (decision: string): string => wordOf('decision', decision);
export const findingWords = (finding: string): string => wordOf('finding', finding);
/** A shift by the house's word for it; by its code where the region named it. */
export const shiftWords = (shift: string | null): string =>
  shift === null ? m.watch_all_shifts() : wordOf('shift', shift);

/** A rule: the reason of a refusal, what was let out, or all. */
export function ruleWords(rule: string | null): string {
  if (rule === null) return m.watch_all_rules();
  return rule === 'let-out' ? m.watch_let_out() : reasonWords(rule);
}

/** A decision with its reason. */
export const judgementWords = ({
  decision,
  reason,
}: {
  readonly decision: string;
  readonly reason: string | null;
}): string =>
  reason === null ? decisionWords(decision) : `${decisionWords(decision)}: ${reasonWords(reason)}`;
