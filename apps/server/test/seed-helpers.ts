import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { inject } from 'vitest';
import type { TestInstallation } from '../../../tests/support/installation.ts';

/** Looks at a whole database past row-level security. */
export async function asSuperuser<Row extends object>(
  { superUrl }: TestInstallation,
  query: string,
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}
/** What everybody may see of a past, as one hash. */
export async function digestOf(installation: TestInstallation): Promise<string> {
  const parts = await asSuperuser<{ line: string }>(
    installation,
    `select concat_ws('|', c.number, k.code, c.path, c.state, c.subject_code, c.opened_at, c.published_at,
       c.due_at, c.round, p.story_public, p.happened_on, p.breach::text,
       (select string_agg(concat_ws(',', e.seq, e.at, e.move, e.reason_code), ';' order by e.seq)
        from case_entries e where e.case_id = c.id),
       (select string_agg(a.text_public || a.signer_name, ';' order by a.written_at)
        from case_answers a where a.case_id = c.id)) as line
     from cases c join complaints p on p.case_id = c.id join clinics k on k.id = c.clinic_id
     union all
     select concat_ws('|', d.code, d.last_name, d.first_name, p.specialty_id, p.valid_from)
     from doctors d join posts p on p.doctor_id = d.id
     order by 1`,
  );
  return createHash('sha256')
    .update(parts.map((part) => part.line).join('\n'))
    .digest('hex');
}

/** Seeds in a process of its own and kills it without a word once so many cases are committed. */
export async function seedAndKill(
  { ownerUrl, superUrl, settings, clock }: TestInstallation,
  after_count: number,
  options: { seed: number; cases_count: number },
): Promise<number> {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('seed-child.ts', import.meta.url))],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: ownerUrl,
        ROLE_MAKER_URL: superUrl,
        DATA_DIR: settings.dataDir,
        SECRETS: join(inject('dataDir'), 'secrets'),
        NOW: clock.now().toISOString(),
        OPTIONS: JSON.stringify(options),
      },
    },
  );
  let said_count = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    said_count = Number(line);
    if (said_count >= after_count) child.kill('SIGKILL');
  }
  return said_count;
}
