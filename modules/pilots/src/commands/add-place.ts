import { AppError, defineCommand } from '@otklik/kernel';
import { admit } from '../admit.ts';
import { editable } from '../editable.ts';
import { keepsPilots } from '../policy.ts';
import { addPlace as input } from '../schema.ts';

/**
 * Another organisation takes part, until the pilot's last day.
 * @throws AppError not-found, move-impossible, unknown-reference, invalid-input, already-exists
 */
export const addPlace = defineCommand({
  name: 'pilots.add-place',
  input,
  limits: [{ per: 'principal', count_max: 2000, window_s: 3600 }],
  policy: keepsPilots,
  async handle({ tx, input: { pilot: code, place } }) {
    const pilot = await editable(tx, code);
    if (!(await admit(tx, pilot, place)))
      throw new AppError('already-exists', { what: 'place-here', code: place.code });
    return { place: place.code };
  },
  audit: ({ input: { pilot, place } }) => ({ object: `pilot:${pilot}`, after: `+${place.code}` }),
});
