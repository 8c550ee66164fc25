const MEBI = 1024 * 1024;

export const MANIFEST_max_bytes = 4 * MEBI;
/** Of one file, unpacked. */
export const FILE_max_bytes = 256 * MEBI;
export const LINE_max_bytes = 64 * 1024;
/** Of all files of a source together. */
export const LINES_max = 400_000;
export const FILES_max = 500;
/** Of one whole look at a source: after it the files that are left wait for the next one. */
export const LOOK_max_ms = 90_000;
export const REDIRECTS_max = 3;
/** A file is asked for at most once a minute, whatever it says of itself … */
export const FRESH_min_s = 60;
/** … and at least once a day. */
export const FRESH_max_s = 86_400;
/** Rows told at once. */
export const ROWS_at_once = 2000;
/** A window longer than this is counted from its start and its hours are an estimate. */
export const COARSE_window_ms = 4 * 3_600_000;
/** So many sources at once; each has its own time. */
export const LOOKS_at_once = 25;
/** A look that was begun and never ended is begun anew after this. */
export const LEASE_ms = 150_000;
