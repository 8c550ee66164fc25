import { insertMany } from '@otklik/db';
import { newSecret, type Tx } from '@otklik/kernel';
import { todayOf, type WhoSpeaks } from '@otklik/registry';
import { sql } from 'kysely';
import type { Channel } from '../model/channels.ts';
import type { InvitationState, Way, WeightClass } from '../model/states.ts';
import { tokenHash } from '../model/token.ts';
import { regionIn } from './tables.ts';

/** What a link leads to; nothing of whom it was sent to. */
export interface Invited {
  readonly invitationId: string;
  readonly state: InvitationState;
  readonly placeId: string;
  readonly formId: string;
  readonly formVersion: string;
  readonly kind: string;
  readonly sector: string;
  readonly serviceCode: string | null;
  readonly way: Way;
  readonly weightClass: WeightClass;
  readonly doctorId: string | null;
  readonly expiresOn: string;
  readonly audience: WhoSpeaks;
  /** When the visit ended; null once the visit was forgotten. */
  readonly visitedAt: Date | null;
}

/** `over`: expired or closed. An unknown link and one that is over cost the same one statement. */
export type LookedAt = {
  /** `YYYY-MM-DD` in the region's zone. */
  readonly today: string;
} & (
  | { readonly state: 'open'; readonly invited: Invited }
  | { readonly state: 'spent' | 'over'; readonly invited: Invited }
  | { readonly state: 'unknown' }
);

/** What the link of a letter leads to. Changes nothing; one statement beside the region's day, sent together. */
export async function lookAtToken(tx: Tx, token: string): Promise<LookedAt> {
  const [today, row] = await Promise.all([todayOf(tx), invitedBy(tx, token)]);
  if (!row) return { state: 'unknown', today };
  if (row.state === 'spent') return { state: 'spent', invited: row, today };
  const isOpen = row.state === 'open' && row.expiresOn >= today;
  return { state: isOpen ? 'open' : 'over', invited: row, today };
}

/** Written out: made anew by the query builder it was a twentieth of what an answer costs. */
async function invitedBy(tx: Tx, token: string): Promise<Invited | undefined> {
  // Whoever is asked whether they could get in was nowhere.
  const { rows } = await sql<Invited>`
    select i.id as "invitationId", i.state, i.place_id as "placeId", i.form_id as "formId",
      i.form_version as "formVersion", i.kind, i.sector, i.service_code as "serviceCode", t.way,
      i.weight_class as "weightClass", i.doctor_id as "doctorId", i.expires_on as "expiresOn", i.audience,
      case when i.kind <> 'access' then v.ended_at end as "visitedAt"
    from survey_tokens t
    join survey_invitations i on i.region_id = t.region_id and i.id = t.invitation_id
    left join survey_visits v on v.region_id = i.region_id and v.id = i.visit_id
    where t.region_id = ${regionIn(tx)} and t.token_hash = ${tokenHash(token)}`.execute(tx.db);
  return rows[0];
}

/**
 * Spends an invitation: of many at once one wins. Keeps the day and nothing finer, and forgets which doctor the
 * visit was to: a mark of that doctor must not lead back here. By its id alone: asked for by state and term as they
 * are, the index of living invitations seems cheaper while the table has no fresh statistics, and is walked.
 * @param day `YYYY-MM-DD` in the region's zone
 * @returns whether it was this one that spent it
 */
export async function spendInvitation(tx: Tx, invitationId: string, day: string): Promise<boolean> {
  const { rows } = await sql`
    with spent as (
      update survey_invitations set state = 'spent', spent_on = ${day}, doctor_id = null
      where region_id = ${regionIn(tx)} and id = ${invitationId} 
        and nullif(state, '') = 'open' and expires_on + 0 >= ${day}::date
      returning visit_id),
    forgotten as (
      update survey_visits v set doctor_id = null from spent
      where v.region_id = ${regionIn(tx)} and v.id = spent.visit_id and v.doctor_id is not null)
    select 1 as spent from spent`.execute(tx.db);
  return rows.length > 0;
}

/** A fresh link to an invitation: its hash is kept, its text given once. */
export async function mintToken(tx: Tx, invitationId: string, way: Way): Promise<string> {
  const token = newSecret();
  await tx.db
    .insertInto('survey_tokens')
    .columns(['region_id', 'token_hash', 'invitation_id', 'way', 'expires_on'])
    .expression((of) =>
      of
        .selectFrom('survey_invitations')
        .select((is) => [
          'region_id',
          is.val(tokenHash(token)).as('token_hash'),
          'id',
          is.val(way).as('way'),
          'expires_on',
        ])
        .where('region_id', '=', regionIn(tx))
        .where('id', '=', invitationId),
    )
    .execute();
  return token;
}

export interface LetterOf {
  readonly invitationId: string;
  readonly kind: 'invitation' | 'reminder';
  readonly channel: Channel;
}

function wayOf({ kind, channel }: LetterOf): Way {
  if (channel === 'mail') return kind === 'reminder' ? 'reminder' : 'letter';
  return kind === 'reminder' ? `${channel}-reminder` : channel;
}

/** Links of letters that reached nobody, or are about to be sent with another link: they open nothing any more. */
export async function forgetTokens(tx: Tx, letters: readonly LetterOf[]): Promise<void> {
  if (letters.length === 0) return;
  const ways = letters.map((one) => ({ id: one.invitationId, way: wayOf(one) }));
  await sql`
    delete from survey_tokens t using json_to_recordset(${JSON.stringify(ways)}::json) as d(id uuid, way text)
    where t.region_id = ${regionIn(tx)} and t.invitation_id = d.id and t.way = d.way`.execute(
    tx.db,
  );
}

/** A fresh link for each letter, in their order, instead of any that an earlier try of it had. */
export async function mintForLetters(
  tx: Tx,
  letters: readonly (LetterOf & { readonly expiresOn: string })[],
): Promise<string[]> {
  await forgetTokens(tx, letters);
  const tokens = letters.map(() => newSecret());
  await insertMany(
    tx,
    'survey_tokens',
    letters.map((one, at) => ({
      region_id: regionIn(tx),
      token_hash: tokenHash(tokens[at]!),
      invitation_id: one.invitationId,
      way: wayOf(one),
      expires_on: one.expiresOn,
    })),
  );
  return tokens;
}
