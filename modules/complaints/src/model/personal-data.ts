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
