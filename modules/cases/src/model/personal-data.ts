import { AppError } from '@otklik/kernel';
import { findPersonalData, findSurnames, type Role, type SpanType } from '@otklik/personal-data';

/** A stretch of a text that tells about a person; `start` and `end` in UTF-16 units. */
export interface Finding {
  readonly type: SpanType;
  readonly start: number;
  readonly end: number;
  /** Of a name only: a doctor's and a clerk's falls under another rule than a patient's. */
  readonly role?: Role;
}

/**
 * What in a text is likely personal data. A proposal: the author and the moderator decide.
 * @param surnames of people whose name is known, to be found in any Russian case
 */
export function personalIn(text: string, surnames: readonly string[] = []): Finding[] {
  const found = findPersonalData(text);
  const apart = findSurnames(text, surnames).filter(
    (name) => !found.some(({ start, end }) => start < name.end && name.start < end),
  );
  return [...found, ...apart]
    .toSorted((a, b) => a.start - b.start)
    .map(({ type, start, end, role }) => ({ type, start, end, ...(role ? { role } : {}) }));
}

/** Numbers that belong to one person for life; their check digits leave no doubt. */
const FOR_LIFE: readonly SpanType[] = ['snils', 'policy'];

/** The kinds of such numbers in texts that are about to become public, each once. */
export const provenKinds = (...texts: readonly (string | null | undefined)[]): SpanType[] => [
  ...new Set(
    texts.flatMap((text) =>
      findPersonalData(text ?? '', { types: FOR_LIFE })
        .filter((span) => span.checksumOk === true)
        .map(({ type }) => type),
    ),
  ),
];

/**
 * Nobody publishes a number that belongs to a person for life by oversight.
 * @param acknowledged whoever publishes has said that it is meant
 * @throws AppError personal-data-left with the kinds, never the words
 */
export function refuseProven(
  acknowledged: boolean,
  ...texts: readonly (string | null | undefined)[]
): void {
  if (acknowledged) return;
  const kinds = provenKinds(...texts);
  if (kinds.length > 0) throw new AppError('personal-data-left', { kinds });
}
