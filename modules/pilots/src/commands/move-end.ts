import { AppError, defineCommand } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { putOpenings } from '@otklik/surveys';
import { editable } from '../editable.ts';
import { keepsPilots } from '../policy.ts';
import { moveEnd as input } from '../schema.ts';
import { changePilot, placesOf } from '../store/pilots.ts';
import { overlapping } from '../store/overlaps.ts';

/**
 * The pilot ends on another day: later, or earlier and not before today.
 * @throws AppError not-found, move-impossible, date-unfit, already-exists where another pilot follows at a place
 */
export const moveEnd = defineCommand({
  name: 'pilots.move-end',
  input,
  policy: keepsPilots,
  async handle({ tx, input: { code, to } }) {
    const pilot = await editable(tx, code);
    if (to < (await todayOf(tx))) throw new AppError('date-unfit', { reason: 'past' });
    if (to < pilot.from_day) throw new AppError('date-unfit', { reason: 'end-before-start' });
    const places = await placesOf(tx, [pilot.id]);
    for (const place of places) {
      const other = await overlapping(tx, { ...pilot, to_day: to }, place.id);
      if (other)
        throw new AppError('already-exists', { what: 'place-in-pilot', code: place.code, other });
    }
    await changePilot(tx, pilot.id, { to_day: to });
    await putOpenings(
      tx,
      places.map(({ id, sector }) => ({
        ground: pilot.id,
        placeId: id,
        sector,
        from: pilot.from_day,
        to,
      })),
    );
    return { code, before: pilot.to_day, to };
  },
  audit: ({ output: { code, before, to } }) => ({ object: `pilot:${code}`, before, after: to }),
});
