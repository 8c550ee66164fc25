/** What a page shows of a refused form; made by `server/form-errors.ts`. */
interface Problem {
  readonly field?: string;
  readonly text: string;
}
interface MaybeRefused {
  readonly problems?: readonly Problem[];
}

/** The words beside one control. */
export const problemAt = (
  form: MaybeRefused | null | undefined,
  field: string,
): string | undefined => form?.problems?.find((problem) => problem.field === field)?.text;

/** All words, for the summary above the form. */
export const summaryOf = (
  form: MaybeRefused | null | undefined,
): readonly { href?: string; text: string }[] =>
  (form?.problems ?? []).map(({ field, text }) => ({
    text,
    ...(field === undefined ? {} : { href: `#${field}` }),
  }));
