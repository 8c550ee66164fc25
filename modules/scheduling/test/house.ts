import { newSource, push, slot, inside, CLINIC, OTHER } from '../../access/test/house.ts';
import { publishJob } from '../src/index.ts';
import { REGION, type TestInstallation } from '../../../tests/support/installation.ts';

export { CLINIC, inside, newSource, OTHER, push, slot };
/** What a source calls a doctor: it must be read nowhere. */
export const DOCTOR = 'Кракозябрин И. И.';

export const publish = ({ app }: TestInstallation): Promise<void> =>
  publishJob.run({ app, payload: {}, signal: new AbortController().signal });

/** One clinic's morning in every state a slot can have, and another clinic of another okrug. */
export async function tellSlots(house: TestInstallation): Promise<string> {
  const source = await newSource(house);
  const at = (id: string, hours: number, more: object = {}) =>
    slot(house, id, hours, { doctor: DOCTOR, ...more });
  await push(house, source, 1, [
    at('free', 2, { book_url: 'https://booking.example/?slot=1' }),
    at('many', 3, { capacity: 4 }),
    at('busy', 4, { status: 'busy' }),
    at('held', 5, { status: 'busy-tentative' }),
    at('blocked', 6, { status: 'busy-unavailable' }),
    at('error', 7, { status: 'entered-in-error' }),
    at('odd', 8, { status: 'lunch' }),
    at('none-left', 9, { capacity: 0 }),
    at('embargo', 10, { bookable_from: new Date(house.clock.now().getTime() + 1).toISOString() }),
    at('closed', 30),
    at('gone', 50),
    at('next-week', 24 * 7),
    at('other', 2, { clinic: OTHER, doctor: undefined }),
    at('tele', 2.5, { mode: 'tele', doctor: 'another' }),
    at('by-referral', 2.75, { kind: 'referral' }),
    at('surgeon', 2, { specialty: 'surgeon', doctor: undefined }),
  ]);
  await inside(house, async (tx) => {
    const clinic = await tx.db
      .selectFrom('clinics')
      .select('id')
      .where('code', '=', CLINIC)
      .executeTakeFirstOrThrow();
    await tx.db
      .insertInto('access_closed_days')
      .values({ region_id: REGION, clinic_id: clinic.id, day: '2026-06-11', known_at: tx.now })
      .execute();
  });
  return source;
}
