/** What became of a file: counts, and the lines that stayed out. */
export interface SetReport {
  readonly rows: number;
  readonly taken: number;
  readonly clinics: number;
  readonly faults: readonly LineFault[];
  /** Clinics of which some line was wrong: what was known of their houses stays as it was. */
  readonly left: readonly string[];
}

export interface LineFault {
  readonly line: number;
  readonly code: string;
  /** Names of columns; never what stood there. */
  readonly fields: readonly string[];
}
