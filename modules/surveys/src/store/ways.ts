import type { Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
import { sql } from 'kysely';
import { CHANNELS, type Channel } from '../model/channels.ts';
import type { Hours } from '../model/send-time.ts';
import { regionIn } from './tables.ts';

/** How somebody may be asked, and what they said of it. */
export interface OwnWays {
  /** Ways that we know an address of, in the order of all ways. */
  readonly ways: readonly {
    readonly channel: Channel;
    readonly isOn: boolean;
    /** Nothing arrives there any more. */
    readonly isSuppressed: boolean;
  }[];
  readonly prefers: Channel | null;
  readonly hours: Hours | null;
  readonly locale: 'ru' | 'en';
  /** Null: they never said. */
  readonly chosenOn: string | null;
}

export async function waysOf(tx: Tx, personId: string): Promise<OwnWays> {
  const person = await tx.db
    .selectFrom('survey_people')
    .select(['prefers', 'hours', 'locale', 'chosen_on', 'ways_off', 'suppressed_on'])
    .select((is) => is('email_sealed', '<>', '').as('hasMail'))
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const others = await tx.db
    .selectFrom('survey_addresses')
    .select(['channel', 'suppressed_on'])
    .where('region_id', '=', regionIn(tx))
    .where('person_id', '=', personId)
    .execute();
  const known = new Map<Channel, string | null>([
    ...(person.hasMail ? [['mail', person.suppressed_on] as const] : []),
    ...others.map(({ channel, suppressed_on }) => [channel, suppressed_on] as const),
  ]);
  return {
    ways: CHANNELS.filter((channel) => known.has(channel)).map((channel) => ({
      channel,
      isOn: !person.ways_off.includes(channel),
      isSuppressed: known.get(channel) !== null,
    })),
    prefers: person.prefers,
    hours: person.hours,
    locale: person.locale,
    chosenOn: person.chosen_on,
  };
}

export interface Choice {
  readonly off: readonly Channel[];
  readonly prefers: Channel | null;
  readonly hours: Hours | null;
  readonly locale: 'ru' | 'en';
}

/**
 * Keeps what somebody chose. Letters that wait for sending by a way that is off do not leave; their invitations stay
 * in the cabinet, and are followed by their one reminder where another way is open.
 */
export async function chooseWays(tx: Tx, personId: string, choice: Choice): Promise<void> {
  const region = regionIn(tx);
  await tx.db
    .updateTable('survey_people')
    .set({
      chosen_on: await todayOf(tx),
      ways_off: [...choice.off],
      prefers: choice.prefers,
      hours: choice.hours,
      locale: choice.locale,
    })
    .where('region_id', '=', region)
    .where('id', '=', personId)
    .execute();
  if (choice.off.length > 0)
    await sql`update survey_letters l set state = 'void', because = 'stopped'
      from survey_invitations i where l.region_id = ${region} and l.state = 'queued'
        and i.region_id = ${region} and i.id = l.invitation_id and i.person_id = ${personId}
        and l.channel = any(${[...choice.off]}::text[])`.execute(tx.db);
}
