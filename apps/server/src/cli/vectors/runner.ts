/** What became of one case; `expected` and `got` are printed as JSON. */
export type VectorOutcome =
  | { readonly result: 'ok' }
  | { readonly result: 'fail'; readonly expected: unknown; readonly got: unknown }
  | { readonly result: 'skip'; readonly reason: string }
  /** Not right, but the kind is judged by its figures over all cases. */
  | { readonly result: 'weak'; readonly reason: string };

export interface VectorCase {
  readonly id: string;
  /** May throw: the case then fails with the message. */
  run(): VectorOutcome | Promise<VectorOutcome>;
}

export interface VectorSummary {
  /** Printed as they are. */
  readonly lines: readonly string[];
  /** What stays below what is asked; each counts as a failure. */
  readonly failures: readonly string[];
}

/** What a kind of vectors needs to know: how its files are read. Walking, printing and counting are shared. */
export interface VectorRunner {
  /**
   * The cases of one parsed file.
   * @param json content of the file
   * @param folder the folder named on the command line, for data that lies beside it
   * @throws Error with a message, when the file is not of the format
   */
  cases(json: unknown, folder: string): Promise<readonly VectorCase[]>;

  /**
   * Figures over all files, for kinds that are judged by shares and not case by case.
   * @param files the parsed files whose cases were read, at least one
   */
  summary?(files: readonly unknown[]): VectorSummary;
}
