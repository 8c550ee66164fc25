import type { Counted } from '#lib/statistics/tables.ts';
import { nameOf } from '#lib/clinics/names.ts';
import { orErrorPage } from '#lib/server/registry.ts';

const PARAMETERS = ['clinic', 'district', 'topic', 'period'] as const;
export type Asked = Partial<Record<(typeof PARAMETERS)[number], string>>;

/** What the address asks for; empty fields of the form are nothing. */
export const askedIn = (url: URL): Asked =>
  Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const value = url.searchParams.get(name)?.trim().slice(0, 80);
      return value ? [[name, value]] : [];
    }),
  );

/** The address's statistics, and the names of places. */
export async function loadStatistics(locals: App.Locals, asked: Asked) {
  const { complaints, registry } = locals.services;
  const [counted, okrugs] = await orErrorPage(
    Promise.all([
      complaints.getStatistics(locals.actor, asked),
      registry.listDistricts(locals.actor, {}),
    ]),
  );
  const names = new Map(
    okrugs.flatMap((okrug) =>
      [okrug, ...okrug.districts].map((place) => [place.id, nameOf(place)] as const),
    ),
  );
  return { counted: counted as Counted, okrugs, placeName: (id: string) => names.get(id) ?? id };
}
