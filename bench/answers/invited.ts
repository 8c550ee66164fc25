import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';

/** Rows whose link is no secret (`bench` and their number): for statements driven without us. */
export interface Invited {
  /** Links that a form can be sent under, none used yet. */
  readonly tokens: readonly string[];
  readonly bare_count: number;
  readonly formVersion: string;
}

const hashOf = (token: string): string =>
  createHash('sha256').update(`survey-token|${token}`).digest('base64url');

const INVITE = `
  with key as (
    insert into data_keys (region_id, id, kek_id, created_at, destroyed_at)
    select $1, gen_random_uuid(), 'bench', now(), now() returning id),
  drawn as (
    select o.hash, gen_random_uuid() as person, gen_random_uuid() as visit, gen_random_uuid() as invitation,
      p.id as place from unnest($2::text[]) with ordinality as o(hash, n)
      join (select id, row_number() over (order by code) - 1 as n, count(*) over () as of from survey_places
        where region_id = $1 and sector = 'health') p on p.n = o.n % p.of),
  people as (
    insert into survey_people (region_id, id, email_sealed, data_key_id, locale, made_on)
    select $1, person, '', key.id, 'ru', current_date from drawn, key),
  visits as (
    insert into survey_visits (region_id, id, visit_key, source_system, form_kind, place_id, service_code, ended_at,
      person_id, flags, facts_digest, state, reported_on)
    select $1, visit, hash, 'bench', 'visit', place, 'doctor-visit', now() - interval '1 day', person, '{}', '',
      'invited', current_date from drawn),
  invitations as (
    insert into survey_invitations (region_id, id, visit_id, person_id, place_id, form_id, form_version, kind, sector,
      service_code, state, send_at, expires_on, weight_class)
    select $1, invitation, visit, person, place, u.form_id, u.version, 'visit', 'health', 'doctor-visit', 'open',
      now() - interval '1 hour', current_date + 14, 1
    from drawn, (select form_id, version from survey_form_uses where region_id = $1 and kind = 'visit'
      and sector = 'health' and audience = 'adult' limit 1) u)
  insert into survey_tokens (region_id, token_hash, invitation_id, way, expires_on)
  select $1, hash, invitation, 'letter', current_date + 14 from drawn`;
const ROWS = 10_000;

/** So many people with an open invitation each, in tables of their own size; half of them answer by no door of ours. */
export async function invite(
  url: string,
  region: string,
  { tokens_count, bare_count }: { readonly tokens_count: number; readonly bare_count: number },
): Promise<Invited> {
  const tokens = Array.from({ length: tokens_count }, () => randomBytes(32).toString('base64url'));
  const hashes = [
    ...tokens.map(hashOf),
    ...Array.from({ length: bare_count }, (_, n) => `bench${n + 1}`),
  ];
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`select set_config('app.region', $1, false)`, [region]);
    for (let from = 0; from < hashes.length; from += ROWS)
      await client.query(INVITE, [region, hashes.slice(from, from + ROWS)]);
    const { rows } = await client.query<{ version: string }>(
      'select form_version as version from survey_invitations limit 1',
    );
    await client
      .query('analyze survey_tokens, survey_invitations, survey_visits')
      .catch(() => undefined);
    return { tokens, bare_count, formVersion: rows[0]!.version };
  } finally {
    await client.end();
  }
}

/**
 * Takes away the boxes that the reference put beside those of the doors: one box many times, under ids that it was
 * not sealed for, so that none opens. A release would try each, in the time in which answers are measured.
 */
export async function dropBareBoxes(answersUrl: string, region: string): Promise<void> {
  const client = new pg.Client({ connectionString: answersUrl });
  await client.connect();
  try {
    await client.query(`select set_config('app.region', $1, false)`, [region]);
    await client.query('delete from waiting_answers where length(receipt_check) < 40');
  } finally {
    await client.end();
  }
}

/** What came of it, as the two roles see it: boxes that wait, and invitations that are spent. */
export async function counted(
  { app, answers }: { readonly app: string; readonly answers: string },
  region: string,
): Promise<{ boxes: number; spent: number }> {
  const one = async (url: string, text: string): Promise<number> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(`select set_config('app.region', $1, false)`, [region]);
      return Number((await client.query<{ n: string }>(text)).rows[0]!.n);
    } finally {
      await client.end();
    }
  };
  return {
    // A release beside the load takes answers out of their boxes: they are no less there.
    boxes: await one(
      answers,
      'select (select count(*) from waiting_answers) + (select count(*) from survey_answers) as n',
    ),
    spent: await one(app, `select count(*) as n from survey_invitations where state = 'spent'`),
  };
}
