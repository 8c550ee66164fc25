import { newSecret, type Tx } from '@otklik/kernel';
import { todayOf } from '@otklik/registry';
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
  /** When the visit ended; null once the visit was forgotten. */
  readonly visitedAt: Date | null;
}

/** `over`: expired or closed. An unknown link and one that is over cost the same one statement. */
export type LookedAt =
  | { readonly state: 'open'; readonly invited: Invited }
  | { readonly state: 'spent' | 'over'; readonly invited: Invited }
  | { readonly state: 'unknown' };

/** What the link of a letter leads to. Changes nothing. */
export async function lookAtToken(tx: Tx, token: string): Promise<LookedAt> {
  const today = await todayOf(tx);
  const row = await tx.db
    .selectFrom('survey_tokens as t')
    .innerJoin('survey_invitations as i', (join) =>
      join.onRef('i.region_id', '=', 't.region_id').onRef('i.id', '=', 't.invitation_id'),
    )
    .leftJoin('survey_visits as v', (join) =>
      join.onRef('v.region_id', '=', 'i.region_id').onRef('v.id', '=', 'i.visit_id'),
    )
    .select([
      'i.id as invitationId',
      'i.state',
      'i.place_id as placeId',
      'i.form_id as formId',
      'i.form_version as formVersion',
      'i.kind',
      'i.sector',
      'i.service_code as serviceCode',
      't.way',
      'i.weight_class as weightClass',
      'i.doctor_id as doctorId',
      'i.expires_on as expiresOn',
      'v.ended_at as visitedAt',
    ])
    .where('t.region_id', '=', regionIn(tx))
    .where('t.token_hash', '=', tokenHash(token))
    .executeTakeFirst();
  if (!row) return { state: 'unknown' };
  if (row.state === 'spent') return { state: 'spent', invited: row };
  const isOpen = row.state === 'open' && row.expiresOn >= today;
  return { state: isOpen ? 'open' : 'over', invited: row };
}

/**
 * Spends an invitation: of many at once one wins, the others get null. Keeps the day and nothing finer.
 * @param day `YYYY-MM-DD` in the region's zone
 */
export async function spendInvitation(
  tx: Tx,
  token: string,
  day: string,
): Promise<{ readonly invitationId: string } | null> {
  const row = await tx.db
    .updateTable('survey_invitations')
    .set({ state: 'spent', spent_on: day })
    .where('region_id', '=', regionIn(tx))
    .where('id', 'in', (find) =>
      find
        .selectFrom('survey_tokens')
        .select('invitation_id')
        .where('region_id', '=', regionIn(tx))
        .where('token_hash', '=', tokenHash(token)),
    )
    .where('state', '=', 'open')
    .where('expires_on', '>=', day)
    .returning('id')
    .executeTakeFirst();
  return row ? { invitationId: row.id } : null;
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
