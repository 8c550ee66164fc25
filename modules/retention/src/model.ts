/** The name under which the daily job works. */
export const RETENTION = 'retention';
export const HOUR_ms = 3_600_000;

/** Codes of the reasons why a class is kept no longer than its term. */
export const GROUNDS = ['purpose-over', 'no-consent', 'security', 'accountability'] as const;

/** A hold counts until it is lifted, and through its last day. */
export const holdCounts = (
  hold: { readonly until: string | null; readonly liftedAt: Date | null },
  now: Date,
): boolean =>
  hold.liftedAt === null && (hold.until === null || hold.until >= now.toISOString().slice(0, 10));

/** Where the copy of a tombstone is kept outside the database. */
export const tombstoneKey = (region: string, id: string): string =>
  `erasures/${region.toLowerCase()}/${id}.json`;
