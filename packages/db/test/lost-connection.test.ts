import { once } from 'node:events';
import { createServer } from 'node:net';
import pg from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { translator } from '../src/translate.ts';

const translate = translator({});
const meaningOf = (error: unknown) => translate(error) as { code: string };

describe('a database that goes away', () => {
  test('under a running statement means: not now', async () => {
    const url = inject('superUrl');
    const [victim, killer] = [new pg.Client(url), new pg.Client(url)];
    victim.on('error', () => undefined);
    await Promise.all([victim.connect(), killer.connect()]);
    const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
    const failure = victim.query('select pg_sleep(20)').catch((error: unknown) => error);
    await killer.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    expect(meaningOf(await failure)).toMatchObject({ code: 'unavailable' });
    // The next statement finds no connection at all.
    const next = await victim.query('select 1').catch((error: unknown) => error);
    expect(meaningOf(next)).toMatchObject({ code: 'unavailable' });
    await killer.end();
  });

  test('before a connection is made means the same', async () => {
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const address = probe.address();
    probe.close();
    const port = typeof address === 'object' ? address!.port : 0;
    const client = new pg.Client({ host: '127.0.0.1', port, user: 'nobody', database: 'none' });
    const failure = await client.connect().catch((error: unknown) => error);
    expect(meaningOf(failure)).toMatchObject({ code: 'unavailable' });
  });

  test('an error of ours stays what it is', () => {
    const own = new Error('connected to the wrong clinic');
    expect(translate(own)).toBe(own);
  });
});
