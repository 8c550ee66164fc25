import file from '../../data/rules.json' with { type: 'json' };

/** How often a person may choose another clinic. */
export interface AttachmentRule {
  readonly changes_a_year: number;
  /** Who moves may change at once. */
  readonly free_after_moving: boolean;
  readonly act: string;
  readonly url: string;
  /** Somebody read it in the published act. */
  readonly verified: boolean;
}

const RULES: readonly (AttachmentRule & {
  readonly country: string;
  readonly valid_from: string;
  readonly valid_to: string | null;
})[] = file.rules;

/** The rule that holds in a country on a local day; null: none is known. */
export function ruleOn(country: string, day: string): AttachmentRule | null {
  const found = RULES.find(
    (rule) =>
      rule.country === country &&
      rule.valid_from <= day &&
      (rule.valid_to === null || rule.valid_to >= day),
  );
  return found ?? null;
}
