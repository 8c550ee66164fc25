import { AppError, defineCommand, digestOf } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { admit } from '../admit.ts';
import { keepsPilots } from '../policy.ts';
import { joinPilot as input } from '../schema.ts';
import { findPilot, insertPilot } from '../store/pilots.ts';

/**
 * A region joins a pilot: its days, sectors and places at once, all of them or nothing. The same file again
 * changes nothing and has the same answer.
 *
 * @throws AppError already-exists when another pilot has the code, date-unfit for an end in the past,
 * unknown-reference, invalid-input { reason: 'sector-outside' }
 */
export const joinPilot = defineCommand({
  name: 'pilots.join-pilot',
  input,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  policy: keepsPilots,
  async handle({ tx, input: asked }) {
    const digest = digestOf(asked);
    const known = await findPilot(tx, asked.code);
    if (known && known.digest !== digest) throw new AppError('already-exists', { what: 'pilot' });
    if (known) return { code: known.code, places: asked.places.length, isNew: false };
    if (asked.to < (await todayOf(tx))) throw new AppError('date-unfit', { reason: 'past' });
    const pilot = await insertPilot(tx, asked, digest);
    for (const place of asked.places) await admit(tx, pilot, place);
    return { code: pilot.code, places: asked.places.length, isNew: true };
  },
  audit: ({ input: { code, from, to }, output }) => ({
    object: `pilot:${code}`,
    after: `${from}/${to}:${output.places}:${output.isNew ? 'new' : 'same'}`,
  }),
});
