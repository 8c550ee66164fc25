import pg from 'pg';

export interface CaseFinding {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly complaints: number;
  readonly entries: number;
  readonly clocks: number;
  readonly filings_audited: number;
  readonly confirmations_audited: number;
  readonly confirmation_letters: number;
  readonly submission_letters: number;
  readonly email_known: boolean;
}

const CASES = `
  select c.id, c.number, c.state, c.version,
    (select count(*)::int from complaints x where x.region_id = c.region_id and x.case_id = c.id) as complaints,
    (select count(*)::int from case_entries x where x.region_id = c.region_id and x.case_id = c.id) as entries,
    (select count(*)::int from case_clocks x where x.region_id = c.region_id and x.case_id = c.id) as clocks,
    (select count(*)::int from audit_rows x where x.region_id = c.region_id and x.object = c.id::text
       and x.outcome = 'done' and x.action = 'complaints.file-complaint') as filings_audited,
    (select count(*)::int from audit_rows x where x.region_id = c.region_id and x.object = c.id::text
       and x.outcome = 'done' and x.action = 'complaints.confirm-complaint') as confirmations_audited,
    (select count(*)::int from letters x where x.region_id = c.region_id and x.contact_id = c.author_id
       and x.template = 'address-confirmation') as confirmation_letters,
    (select count(*)::int from letters x where x.region_id = c.region_id and x.contact_id = c.author_id
       and x.template = 'case-submitted') as submission_letters,
    exists (select 1 from contacts x where x.region_id = c.region_id and x.id = c.author_id) as email_known
  from cases c order by c.number`;

export interface LetterFinding {
  readonly id: string;
  readonly state: string;
  /** Whether a job stands in the queue that will deliver it. */
  readonly awaited: boolean;
}

const LETTERS = `
  select l.id, l.state, exists (
    select 1 from graphile_worker._private_jobs j
    where j.payload->>'letterId' = l.id::text and j.attempts < j.max_attempts) as awaited
  from letters l`;

/** Looks past row-level security, as superuser of the embedded server. */
export async function openFindings(superUrl: string) {
  const url = new URL(superUrl);
  url.pathname = '/otklik';
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  const all = async <T>(sql: string): Promise<T[]> => (await client.query(sql)).rows as T[];
  return {
    cases: () => all<CaseFinding>(CASES),
    letters: () => all<LetterFinding>(LETTERS),
    orphans: async () =>
      Number(
        (
          await all<{ count: string }>(`select count(*) from contacts t
            where not t.synthetic and not exists (select 1 from cases c where c.author_id = t.id)
              -- The demonstration's contact on duty is nobody's author.
              and not exists (select 1 from complaint_lanes l where l.duty_contact_id = t.id)`)
        )[0]!.count,
      ),
    keys: async () =>
      Number((await all<{ count: string }>('select count(*) from idempotency_keys'))[0]!.count),
    /** As if hours had gone by: what waits for its time is due, whoever held it. */
    bringForward: async () => {
      await client.query(`update graphile_worker._private_jobs
        set run_at = now() - interval '1 second', locked_at = null, locked_by = null`);
    },
    close: () => client.end(),
  };
}
