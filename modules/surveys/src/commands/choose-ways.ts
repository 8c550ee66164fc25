import { AppError, defineCommand } from '@otklik/kernel';
import { askedPerson } from '../own.ts';
import { signedIn } from '../policy.ts';
import { chooseWays as input } from '../schema.ts';
import { liftStop, stopFor } from '../store/stops.ts';
import { chooseWays as choose, waysOf } from '../store/ways.ts';

const EVERYBODY = '';

/**
 * Somebody says how surveys may reach them: by which ways, in which part of the day, in which language. None of the
 * ways is «never»: the same stop as by the link of a letter, which outlives their address. Their word goes before what
 * a visit tells of them.
 *
 * @throws AppError sign-in-required, not-found for whom nobody ever reported
 */
export const chooseWays = defineCommand({
  name: 'surveys.choose-ways',
  input,
  policy: signedIn,
  async handle({ tx, subject: contactId, input: { ways, prefers, hours, locale } }) {
    const personId = await askedPerson(tx, contactId);
    if (!personId) throw new AppError('not-found', { kind: 'survey-person' });
    const known = (await waysOf(tx, personId)).ways.map(({ channel }) => channel);
    const off = known.filter((channel) => !ways.includes(channel));
    const isNever = off.length === known.length;
    const first = prefers !== null && ways.includes(prefers) ? prefers : null;
    await choose(tx, personId, { off: isNever ? [] : off, prefers: first, hours, locale });
    const subject = { personId, sender: EVERYBODY };
    if (isNever) await stopFor(tx, subject);
    else await liftStop(tx, subject);
    return { isNever };
  },
  audit: ({ output: { isNever } }) => ({
    object: 'survey-ways',
    after: isNever ? 'never' : 'chosen',
  }),
});
