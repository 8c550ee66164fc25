import pg from 'pg';

export interface RegionTable {
  /** As `regclass` prints it. */
  readonly name: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly columns: readonly { name: string; type: string; required: boolean }[];
}

/** A plain connection, for looking where the program's own may not. */
export async function clientFor(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'otklik-tests' });
  // A test that ends the connection from outside is not an error of the run.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Every table with a region, in any schema but the job runner's. */
export async function regionTables(client: pg.ClientBase): Promise<RegionTable[]> {
  const { rows } = await client.query<RegionTable>(
    `select c.oid::regclass::text as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
       (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                 'required', a.attnotnull and a.attgenerated = '' and not a.atthasdef) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')
       and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'region_id')
     order by 1`,
  );
  return rows;
}
