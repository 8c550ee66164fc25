interface Row {
  readonly number: string;
  readonly flags: readonly string[];
  readonly campaign?: { readonly id: string; readonly members: number } | null;
}

/** Rows that stand together: those of one campaign under its line, any other alone. */
export interface Fold<One> {
  readonly key: string;
  readonly campaign: { readonly id: string; readonly members: number } | null;
  readonly cases: readonly One[];
}

const isDanger = ({ flags }: Row): boolean => flags.includes('danger');

/**
 * A page of a queue with each campaign as one line, where its first message stands. What sounds like danger stands
 * for itself, whoever copied it; a page of one campaign alone is not folded.
 */
export function foldCampaigns<One extends Row>(cases: readonly One[]): Fold<One>[] {
  const folds: { key: string; campaign: Fold<One>['campaign']; cases: One[] }[] = [];
  const idOf = (one: One): string | null => (isDanger(one) ? null : (one.campaign?.id ?? null));
  const is_one = new Set(cases.map(idOf)).size <= 1;
  for (const one of cases) {
    const id = is_one ? null : idOf(one);
    const many = id !== null && cases.filter((other) => idOf(other) === id).length > 1;
    const known = many ? folds.find(({ key }) => key === id) : undefined;
    if (known) known.cases.push(one);
    else
      folds.push({
        key: many ? id : one.number,
        campaign: many ? (one.campaign ?? null) : null,
        cases: [one],
      });
  }
  return folds;
}
