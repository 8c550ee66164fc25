import { enabledItems, type Form } from '@otklik/questionnaire';

/** One page of a form. */
export interface Step {
  /** Its place among all pages of the form, from 0: the same whatever was answered. */
  readonly index: number;
  /** The top-level items on it. */
  readonly linkIds: readonly string[];
}

/** A form as pages: each top-level item is one. With a response, without those on which nothing is asked. */
export function stepsOf(form: Form, response?: unknown): readonly Step[] {
  const steps = form.items.flatMap(({ linkId }, index) =>
    linkId === null ? [] : [{ index, linkIds: [linkId] }],
  );
  if (response === undefined) return steps;
  const enabled = enabledItems(form, response);
  const isAsked = (linkId: string): boolean =>
    [...enabled].some(
      ([key, asked]) =>
        asked && (key === linkId || key.startsWith(`${linkId}/`) || key.startsWith(`${linkId}[`)),
    );
  return steps.filter(({ linkIds }) => linkIds.some(isAsked));
}
