/** A region moves its clocks by an act, known for months before: a minute late harms nobody. */
const KEPT_ms = 60_000;
const kept = new Map<string, { readonly until: number; readonly zone: Promise<string> }>();

async function asked({ services, actor }: App.Locals): Promise<string> {
  const regions = await services.registry.listRegions(actor, {});
  const region = regions.find(({ code }) => code === actor.region);
  if (!region) throw new Error(`the registry has no region ${actor.region}`);
  return region.zone;
}

/**
 * The time zone of the region, in which its pages tell what happened where no clinic is meant: asked of the
 * registry once a minute.
 */
export function regionZone(locals: App.Locals): Promise<string> {
  const now_ms = locals.services.now().getTime();
  const found = kept.get(locals.actor.region);
  if (found && found.until > now_ms) return found.zone;
  const zone = asked(locals);
  kept.set(locals.actor.region, { until: now_ms + KEPT_ms, zone });
  // A failure is told to who asked and kept for nobody.
  zone.catch(() => kept.delete(locals.actor.region));
  return zone;
}
