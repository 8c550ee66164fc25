/** What everybody may know of a pilot that is over; null: too few to be told. */
export interface PilotOutcome {
  readonly reported: number | null;
  readonly sent: number | null;
  readonly answered: number | null;
  /** Rows of people that were erased at the end: visits, invitations, addresses. */
  readonly erased: number | null;
  /** Files of the export, each in the signed list. */
  readonly files: number;
}

interface Counts {
  readonly reported: number;
  readonly sent: number;
  readonly answered: number;
  readonly erased: Readonly<Record<string, number>> | null;
  readonly files: number;
}

/** Fewer than the minimum of anything is not told; nor is what follows from a small difference of two of them. */
export function outcomeOf({ reported, sent, answered, erased, files }: Counts, min: number) {
  const told = (n: number): number | null => (n > 0 && n < min ? null : n);
  const isNear = reported - sent > 0 && reported - sent < min;
  const gone = ['visits', 'invitations', 'people'].reduce(
    (sum, name) => sum + (erased?.[name] ?? 0),
    0,
  );
  return {
    reported: told(reported),
    sent: isNear ? null : told(sent),
    // Shown by steps of its own already.
    answered,
    erased: told(gone),
    files,
  };
}
