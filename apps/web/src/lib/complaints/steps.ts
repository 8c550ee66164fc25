/** The questions of the form in their order; the names are the last part of their addresses. */
export const step_names = ['clinic', 'topic', 'details', 'photos', 'contact', 'check'] as const;
export type StepName = (typeof step_names)[number];

/** Where a step stands. Somebody signed in is not asked for an address. */
export function placeOf(name: StepName, is_signed_in: boolean): { step: number; steps: number } {
  const asked = step_names.filter((one) => one !== 'contact' || !is_signed_in);
  return { step: asked.indexOf(name) + 1, steps: asked.length };
}

export const pathOf = (name: StepName): string =>
  name === 'clinic' ? '/complaints/new' : `/complaints/new/${name}`;

/** The question after this one, or back to the check when that is where the person came from. */
export function nextPath(name: StepName, is_signed_in: boolean, from_check: boolean): string {
  if (from_check) return pathOf('check');
  const asked = step_names.filter((one) => one !== 'contact' || !is_signed_in);
  return pathOf(asked[asked.indexOf(name) + 1] ?? 'check');
}
