/** What became of one case; `expected` and `got` are printed as JSON. */
export type VectorOutcome =
  | { readonly result: 'ok' }
  | { readonly result: 'fail'; readonly expected: unknown; readonly got: unknown }
  | { readonly result: 'skip'; readonly reason: string };

export interface VectorCase {
  readonly id: string;
  /** May throw: the case then fails with the message. */
  run(): VectorOutcome | Promise<VectorOutcome>;
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
}
