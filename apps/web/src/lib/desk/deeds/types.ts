import type { DeedResult } from '#lib/server/desk-deeds.ts';
import type { PreparedTexts } from '../prepared-texts.ts';

export type { PreparedTexts };

/** What every form of a case's page is given. */
export interface DeedProps {
  readonly version: number;
  readonly context: string;
  /** What the same form answered a moment ago. */
  readonly result: DeedResult | null;
}

export const typed = (result: DeedResult | null, deed: string, name: string): string | undefined =>
  result?.deed === deed ? result.values[name] : undefined;

export const problemOf = (
  result: DeedResult | null,
  deed: string,
  name: string,
): string | undefined =>
  result?.deed === deed
    ? result.problems.find((problem) => problem.field === name)?.text
    : undefined;
