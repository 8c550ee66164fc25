import type { CaseRow } from './store/cases.ts';

interface Done {
  readonly subject: { readonly row: CaseRow };
  readonly output: { readonly state: string };
}

/** The line of a move in the act log. */
export const auditMove = ({ subject, output }: Done) => ({
  object: subject.row.id,
  before: subject.row.state as string,
  after: output.state,
});
