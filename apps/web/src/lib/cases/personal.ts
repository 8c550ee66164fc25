import type { Finding } from '@otklik/complaints';
import { m } from '@otklik/i18n';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

/** What kind of personal data it is, in the reader's language. */
export function kindWords({ type, role }: Finding): string {
  const kind = type === 'person' && role === 'professional' ? 'person_professional' : type;
  return words[`complaints_personal_kind_${kind}`]?.() ?? kind;
}

/** Why words that wait are flagged, in the reader's language. */
export const flagWords = (kind: string): string =>
  kind === 'danger'
    ? m.desk_flag_danger()
    : (words[`complaints_personal_kind_${kind}`]?.() ?? kind);

interface Piece {
  readonly start: number;
  readonly text: string;
  readonly finding: Finding | null;
}

/** A text cut at its findings, which are in order and apart. */
export function piecesOf(text: string, findings: readonly Finding[]): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  const push = (start: number, end: number, finding: Finding | null): void => {
    if (end > start) pieces.push({ start, text: text.slice(start, end), finding });
  };
  for (const finding of findings) {
    push(done, finding.start, null);
    push(finding.start, finding.end, finding);
    done = finding.end;
  }
  push(done, text.length, null);
  return pieces;
}

/** A number that belongs to one person for life: it goes out only when that is said to be meant. */
export const isForLife = ({ type }: Finding): boolean => type === 'snils' || type === 'policy';
