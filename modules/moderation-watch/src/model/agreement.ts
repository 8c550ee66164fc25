/** Moves by which words are not let out. */
export const REFUSALS: readonly string[] = [
  'reject',
  'return-message',
  'return-answer',
  'refuse-proposal',
  'refuse-extension',
  'refuse-appeal',
  'refuse-note',
];

export const isRefusal = (decision: string): boolean => REFUSALS.includes(decision);

/** Reasons that say the same of a text in two lists or in two words. Two of one group agree. */
const GROUPS: readonly (readonly string[])[] = [
  ['personal-data-of-others', 'personal-or-medical-data', 'photo-unfit', 'photo-from-elsewhere'],
  ['insult', 'blames-the-patient'],
  ['no-facts', 'unclear', 'boilerplate-only', 'question-not-answered'],
  ['not-about-a-clinic', 'medical-advice-sought', 'court-or-police', 'wrong-topic'],
  ['duplicate-by-author', 'advertising'],
  ['promise-without-date', 'promise-vague', 'date-too-late'],
];

/** The group of a reason: the first of its list; itself where it stands alone. */
export const groupOf = (reason: string): string =>
  GROUPS.find((group) => group.includes(reason))?.[0] ?? reason;

export interface Judgement {
  readonly decision: string;
  readonly reason: string | null;
}

/** What two judgements are compared by: the decision, and of a refusal the group of its reason. */
export const categoryOf = ({ decision, reason }: Judgement): string =>
  reason !== null && isRefusal(decision) ? `${decision}:${groupOf(reason)}` : decision;

/** Whether two moderators decided alike. */
export const agree = (first: Judgement, second: Judgement): boolean =>
  categoryOf(first) === categoryOf(second);

/**
 * How far two agree beyond what their habits alone would give: 1 whole agreement, 0 that of chance.
 * Source: J. Cohen, 1960, A coefficient of agreement for nominal scales.
 *
 * @param pairs what the first and the second said of the same thing, and how often
 * @returns null where nothing was compared, or both said one and the same of all
 */
export function cohenKappa(
  pairs: readonly { readonly first: string; readonly second: string; readonly n: number }[],
): number | null {
  const total = pairs.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  const firsts = new Map<string, number>();
  const seconds = new Map<string, number>();
  let same = 0;
  for (const { first, second, n } of pairs) {
    firsts.set(first, (firsts.get(first) ?? 0) + n);
    seconds.set(second, (seconds.get(second) ?? 0) + n);
    if (first === second) same += n;
  }
  let chance = 0;
  for (const [category, n] of firsts) chance += (n * (seconds.get(category) ?? 0)) / total ** 2;
  return chance === 1 ? null : (same / total - chance) / (1 - chance);
}
