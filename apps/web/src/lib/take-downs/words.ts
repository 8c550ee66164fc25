import { m } from '@otklik/i18n';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
const wordOf = (area: string, code: string): string =>
  words[`takedowns_${area}_${code.replaceAll('-', '_')}`]?.() ?? code;

/** The codes of the ledger, in the order in which forms offer them; the words lie beside them. */
export const KINDS = ['story', 'answer', 'photos', 'notes', 'promises'] as const;
export const GROUNDS = [
  'court-ruling',
  'untrue-by-court',
  'banned-information',
  'personal-data',
  'medical-secrecy',
  'child',
  'insult',
  'copyright',
] as const;
export const DEMANDED_BY = [
  'clinic',
  'person-concerned',
  'court',
  'prosecutor',
  'supervisor',
  'rights-holder',
  'platform',
] as const;
export const DECIDED_BY = ['court', 'prosecutor', 'supervisor', 'platform'] as const;
export const RESTORE_GROUNDS = [
  'decision-overturned',
  'decision-expired',
  'cause-mended',
  'by-mistake',
] as const;

export const kindWords = (code: string): string => wordOf('kind', code);
export const groundWords = (code: string): string => wordOf('ground', code);
export const byWords = (code: string): string => wordOf('by', code);
export const restoredWords = (code: string): string => wordOf('restored', code);

export const optionsOf = (
  codes: readonly string[],
  say: (code: string) => string,
): { value: string; text: string }[] => codes.map((value) => ({ value, text: say(value) }));

/** Which decision it was: the body, and its number and date where it has them. */
export const decisionWords = (
  row: {
    readonly decider: string;
    readonly decisionNumber: string | null;
    readonly decisionDate: string | null;
  },
  date: (day: string) => string,
): string =>
  row.decisionNumber && row.decisionDate
    ? m.takedowns_decision_number({
        decider: row.decider,
        number: row.decisionNumber,
        date: date(row.decisionDate),
      })
    : row.decider;
