/** A filing and how it is compared. */
export interface Compared {
  readonly id: string;
  readonly sketch: readonly number[];
  /** It was gathered before: whom it leads to is known to hang together with it. */
  readonly isGathered?: boolean;
}

/** How alike two filings are, 0 to 1; the same whichever stands first. */
export type Likeness = (first: readonly number[], second: readonly number[]) => number;

/** A member of a group and how alike its nearest other member is. */
export interface Gathered {
  readonly id: string;
  readonly likeness: number;
}

/**
 * Those that hang together with one filing: alike to it, or alike to one that is. Whoever came first changes
 * nothing: each of a group finds the same group.
 *
 * @param neighbours filings that may be alike to these, none of these among them
 * @param members_max a group is not gathered beyond so many
 */
export async function gather(
  start: Compared,
  neighbours: (of: readonly Compared[], known: ReadonlySet<string>) => Promise<readonly Compared[]>,
  { alike, least, members_max }: { alike: Likeness; least: number; members_max: number },
): Promise<Gathered[]> {
  const members = new Map<string, Compared>([[start.id, start]]);
  const nearest = new Map<string, number>();
  const note = (id: string, near: number): void => {
    nearest.set(id, Math.max(nearest.get(id) ?? 0, near));
  };
  const seen = new Set([start.id]);
  let edge: readonly Compared[] = [start];
  while (edge.length > 0 && members.size < members_max) {
    const found: Compared[] = [];
    for (const one of await neighbours(edge, seen)) {
      if (seen.has(one.id)) continue;
      let is_near = false;
      for (const own of edge) {
        const near = alike(own.sketch, one.sketch);
        if (near < least) continue;
        is_near = true;
        note(own.id, near);
        note(one.id, near);
      }
      if (!is_near) continue;
      seen.add(one.id);
      members.set(one.id, one);
      if (!one.isGathered) found.push(one);
    }
    edge = found;
  }
  return [...members.keys()].map((id) => ({ id, likeness: nearest.get(id) ?? 0 }));
}
