import { cityOfWaits, inventedClinics, type CitySize } from '@otklik/access';
import { systemScope, type Actor } from '@otklik/kernel';
import { clinicsOf } from '@otklik/registry';
import type { Installation } from '../assemble.ts';

const CITY_clinics = 500;

/** Waits of a city of clinics, the real ones and invented ones: see `docs/how-to/simulate-waits.md`. */
export async function seedWaits(
  { app, database, faces, settings }: Installation,
  out: (line: string) => void,
  size: Partial<CitySize> = {},
): Promise<void> {
  const actor: Actor = { kind: 'system', region: settings.region, name: 'simulation' };
  const scope = systemScope(settings.region, 'simulation');
  const now = app.clock.now();
  const known = await app.store.withScope(scope, clinicsOf, { now });
  const invented = inventedClinics(known, size.clinics ?? CITY_clinics);
  if (invented.length > 0) {
    const payload = JSON.stringify({ region: settings.region, clinics: invented });
    const { added_count, rejected } = await faces.registry.importRegistry(actor, {
      kind: 'clinics',
      payload,
    });
    out(
      `clinics ${known.length} of the registry, ${added_count} invented, ${rejected.length} refused`,
    );
  }
  const began = performance.now();
  const specialties = await faces.registry.listSpecialties(actor, {});
  const done = await cityOfWaits(
    (work) => app.store.withScope(scope, work, { now }),
    specialties,
    out,
    size,
  );
  if (!done) return out('This region has simulated waits; they are left as they are.');
  await database.settle([]);
  const took_s = (performance.now() - began) / 1000;
  out(
    `series ${done.series}, changes ${done.changes}, days ${done.days}, hours ${done.hours}, in ${took_s.toFixed(0)} s`,
  );
}
