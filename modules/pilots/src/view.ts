import type { PilotOutcome } from './model/outcome.ts';
import { stateOn } from './model/states.ts';
import type { PilotRow, PlaceOfPilot } from './store/pilots.ts';

/** What everybody may know of a pilot on a day. */
export const publicPilot = (
  pilot: PilotRow,
  places: readonly PlaceOfPilot[],
  today: string,
  came: PilotOutcome | null,
) => ({
  code: pilot.code,
  nameRu: pilot.name_ru,
  nameEn: pilot.name_en,
  from: pilot.from_day,
  to: pilot.to_day,
  sectors: pilot.sectors,
  state: stateOn(pilot.state, { from: pilot.from_day, to: pilot.to_day }, today),
  linksUntil: pilot.state === 'closing' ? pilot.links_until : null,
  closedOn: pilot.closed_on,
  /** What came of it, once it is closed. */
  came,
  places: places
    .filter(({ pilotId }) => pilotId === pilot.id)
    .map(({ code, sector, isState, isClinic, isDemo, nameRu, nameEn }) => ({
      code,
      sector,
      isState,
      isClinic,
      isDemo,
      nameRu,
      nameEn,
    })),
});

export type PublicPilot = ReturnType<typeof publicPilot>;
