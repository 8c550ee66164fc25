import { runQuery, type Actor, type RegionExport } from '@otklik/kernel';
import { listPublic } from './queries/list-public.ts';

/** The pilots themselves and who took part, as the public page names them. */
export const pilotsExport: readonly RegionExport[] = [
  {
    name: 'places',
    part: 'public',
    async *run({ app, region, places: asked }) {
      const actor: Actor = { kind: 'system', region, name: 'pilots.export' };
      const { pilots } = await runQuery(app, actor, listPublic, {});
      for (const { places, ...pilot } of pilots)
        for (const place of places.filter(({ code }) => asked.some((one) => one.code === code)))
          yield { pilot: pilot.code, from: pilot.from, to: pilot.to, ...place };
    },
  },
];
