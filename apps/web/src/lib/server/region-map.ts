type RegionMap = Awaited<ReturnType<App.Locals['services']['registry']['map']>>;

/** Outlines come by import, a clinic by an editor: a minute late on a map harms nobody. */
const KEPT_ms = 60_000;
const kept = new Map<string, { readonly until: number; readonly map: Promise<RegionMap> }>();

/**
 * The region's shapes and clinics, the same for everybody, asked of the registry once a minute.
 * The answer keeps its identity meanwhile, so drawings of it can be kept too (`drawMap`).
 * Measured: without this a page with a map took 35 ms of processor time, half of them for the map.
 */
export function regionMap({ services, actor }: App.Locals): Promise<RegionMap> {
  const now_ms = services.now().getTime();
  const found = kept.get(actor.region);
  if (found && found.until > now_ms) return found.map;
  const map = services.registry.map(actor, {});
  kept.set(actor.region, { until: now_ms + KEPT_ms, map });
  // A failure is told to who asked and kept for nobody.
  map.catch(() => kept.delete(actor.region));
  return map;
}
