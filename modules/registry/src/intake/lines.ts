/** One row of a file on its way in: what the importer takes, or why it stays out. */
export type IntakeLine =
  | { readonly line: number; readonly row: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly fault: { readonly path: string; readonly code: string } };
