export const RELATIONS = ['parent', 'guardian', 'relative'] as const;
export type Relation = (typeof RELATIONS)[number];
export const SUBJECTS = ['child', 'ward', 'adult'] as const;
export type RepresentedSubject = (typeof SUBJECTS)[number];

/** Who may act for whom, at which age and with what. Days as `YYYY-MM-DD`; ages in whole years. */
export interface RepresentationRule {
  readonly code: string;
  readonly validFrom: string;
  /** The last day; null without an end. */
  readonly validTo: string | null;
  readonly relation: Relation;
  readonly subject: RepresentedSubject;
  readonly ageFrom: number;
  /** The first age that the rule does not hold for; null without an end. */
  readonly ageBelow: number | null;
  readonly needsPaper: boolean;
  readonly needsConsent: boolean;
}

/**
 * Whole years on a day; a year is complete on the birthday itself. Who was born on 29 February completes it on
 * 1 March of a year without that day. Both as `YYYY-MM-DD`; negative for a birthday to come.
 */
export function ageOn(bornOn: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return today.slice(5) < bornOn.slice(5) ? years - 1 : years;
}

const holdsOn = ({ validFrom, validTo }: RepresentationRule, day: string): boolean =>
  validFrom <= day && (validTo === null || day <= validTo);

/** The newest version of each rule that holds on a day. */
export function rulesOn<Rule extends RepresentationRule>(
  rules: readonly Rule[],
  day: string,
): Rule[] {
  const newest = new Map<string, Rule>();
  for (const rule of rules) {
    const known = newest.get(rule.code);
    if (holdsOn(rule, day) && (!known || known.validFrom < rule.validFrom))
      newest.set(rule.code, rule);
  }
  return [...newest.values()];
}

/** Whose word counts about somebody of an age. */
export type WhoSpeaks = 'parent' | 'young' | 'adult';

/**
 * Who is asked about somebody of an age: a parent, as long as one may act without the child's consent; from the age
 * on at which that takes consent the young person themselves. Where no rule is about children, below `childAge`
 * it is a parent.
 */
export function whoSpeaksAt(
  rules: readonly RepresentationRule[],
  { age, day, childAge }: { readonly age: number; readonly day: string; readonly childAge: number },
): WhoSpeaks {
  const ofParents = rulesOn(rules, day).filter(
    ({ relation, subject }) => relation === 'parent' && subject === 'child',
  );
  if (ofParents.length === 0) return age < childAge ? 'parent' : 'adult';
  const rule = ofParents.find(
    ({ ageFrom, ageBelow }) => ageFrom <= age && (ageBelow === null || age < ageBelow),
  );
  if (!rule) return 'adult';
  return rule.needsConsent ? 'young' : 'parent';
}
