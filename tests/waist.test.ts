import { createHash, hkdfSync, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  AppError,
  defineCommand,
  defineQuery,
  isAppError,
  newId,
  regionScope,
  runCommand,
  runQuery,
  sealField,
  writeCountedRefusals,
  type Actor,
  type Tx,
} from '@otklik/kernel';
import { clientFor } from './support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from './support/installation.ts';

const house = useInstallation();
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

const app = () => house.it.app;
const somebody = (origin: string = randomUUID()): Actor => visitor(origin);
const system: Actor = { kind: 'system', region: REGION, name: 'test' };
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : `unexpected: ${String(error)}`),
  );
const countOf = async (from: string, values: unknown[] = []): Promise<number> =>
  (await boss.query<{ n: number }>(`select count(*)::int as n from ${from}`, values)).rows[0]!.n;
const actsOf = async (action: string) =>
  (
    await boss.query<{ outcome: string; after: string | null; actor: string }>(
      'select outcome, after, actor from audit_rows where action = $1 order by id',
      [action],
    )
  ).rows;

/** Something that leaves a row behind, in a table that has no rules of its own. */
const leave = (tx: Tx, mark: string) =>
  sql`insert into complaint_drafts (region_id, token_hash, content, updated_at)
      values (${REGION}, ${mark + newId()}, 'x', ${tx.now})`.execute(tx.db);
const leftBy = (mark: string) => countOf('complaint_drafts where token_hash like $1', [`${mark}%`]);

const noteInput = z.strictObject({ text: z.string().max(200) });
/** A command of the test's own, so that the waist is tried and not a module. */
const command = (
  name: string,
  handle: (tx: Tx, input: { text: string }) => Promise<unknown>,
  rest: object = {},
) =>
  defineCommand({
    name: `test.${name}`,
    input: noteInput,
    policy: () => undefined,
    handle: ({ tx, input }) => handle(tx, input),
    ...rest,
  });

describe('idempotency', () => {
  const note = command('note', async (tx, { text }) => {
    await leave(tx, `note-${text}-`);
    return { id: newId(), secret: `secret of ${text}` };
  });

  test('a retry gets the same answer and does nothing again', async () => {
    const key = { idempotencyKey: randomUUID() };
    const actor = somebody();
    const first = await runCommand(app(), actor, note, { text: 'same' }, key);
    const second = await runCommand(app(), actor, note, { text: 'same' }, key);
    expect(second).toEqual(first);
    expect(await leftBy('note-same-')).toBe(1);
    expect(await actsOf('test.note')).toHaveLength(1);
  });

  test('a retry gets it with the same kinds of values: moments stay moments', async () => {
    const telling = command('telling', async (tx) => ({
      at: tx.now,
      none: null,
      list: [{ until: new Date(0), bytes: new Uint8Array([1, 255]) }],
      text: '2026-06-10T09:00:00.000Z',
    }));
    const key = { idempotencyKey: randomUUID() };
    const actor = somebody();
    const first = await runCommand(app(), actor, telling, { text: '' }, key);
    const second = await runCommand(app(), actor, telling, { text: '' }, key);
    expect(second).toStrictEqual(first);
    expect((second as { at: unknown }).at).toBeInstanceOf(Date);
  });

  test('an answer kept by the version before is still given', async () => {
    const claim = {
      principal: 'test',
      command: 'test.before',
      key: randomUUID(),
      bodyHash: 'x',
    };
    const kept = await app().store.withScope(regionScope(REGION), async (tx) => {
      await app().store.keepAnswer(tx, claim, null);
      const keyHash = createHash('sha256').update(claim.key).digest('base64url');
      const derived = hkdfSync('sha256', claim.key, claim.principal, `otklik:${claim.command}`, 32);
      const place = `${REGION}|${claim.principal}|${claim.command}|${keyHash}`;
      const answer = sealField(new Uint8Array(derived), place, '{"number":"26-000001-1"}');
      await sql`update idempotency_keys set answer = ${answer} where key_hash = ${keyHash}`.execute(
        tx.db,
      );
      return app().store.claimKey(tx, claim);
    });
    expect(kept).toEqual({ answer: { number: '26-000001-1' } });
  });

  test('another body under the key is refused', async () => {
    const key = { idempotencyKey: randomUUID() };
    const actor = somebody();
    await runCommand(app(), actor, note, { text: 'one' }, key);
    const other = runCommand(app(), actor, note, { text: 'two' }, key);
    expect(await codeOf(other)).toBe('idempotency-key-reused');
    expect(await leftBy('note-two-')).toBe(0);
  });

  test('one person’s key is nothing to another', async () => {
    const key = { idempotencyKey: 'a key that somebody guessed' };
    const mine = await runCommand(app(), somebody(), note, { text: 'mine' }, key);
    const yours = await runCommand(app(), somebody(), note, { text: 'mine' }, key);
    expect(yours).not.toEqual(mine);
  });

  test('ten at once have one effect; who comes while it runs is told so', async () => {
    const key = { idempotencyKey: randomUUID() };
    const actor = somebody();
    const slow = command('slow', async (tx) => {
      await sql`select pg_sleep(0.2)`.execute(tx.db);
      await leave(tx, 'slow-');
      return { id: newId() };
    });
    const codes = await Promise.all(
      Array.from({ length: 10 }, () => codeOf(runCommand(app(), actor, slow, { text: '' }, key))),
    );
    expect(new Set(codes)).toEqual(new Set(['done', 'request-in-progress']));
    expect(await leftBy('slow-')).toBe(1);
  });

  test('a failed run claims nothing: the retry may succeed', async () => {
    const key = { idempotencyKey: randomUUID() };
    const actor = somebody();
    let fails = true;
    const shaky = command('shaky', async (tx) => {
      await leave(tx, 'shaky-');
      if (fails) throw new AppError('unavailable');
      return { fine: true };
    });
    expect(await codeOf(runCommand(app(), actor, shaky, { text: '' }, key))).toBe('unavailable');
    fails = false;
    expect(await runCommand(app(), actor, shaky, { text: '' }, key)).toEqual({ fine: true });
    expect(await leftBy('shaky-')).toBe(1);
  });

  test('neither key nor answer lies in the database in clear', async () => {
    const idempotencyKey = randomUUID();
    await runCommand(app(), somebody(), note, { text: 'hidden' }, { idempotencyKey });
    const { rows } = await boss.query('select * from idempotency_keys');
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${idempotencyKey}|secret of`));
  });
});

describe('limits', () => {
  const limits = [{ per: 'origin', count_max: 2, window_s: 60 }] as const;
  const refusing = command(
    'refusing',
    async () => {
      throw new AppError('not-found');
    },
    { limits },
  );

  test('refused tries count too, and the window ends', async () => {
    const actor = somebody();
    const knock = () => codeOf(runCommand(app(), actor, refusing, { text: '' }));
    expect([await knock(), await knock(), await knock()]).toEqual([
      'not-found',
      'not-found',
      'too-many-requests',
    ]);
    expect(await codeOf(runCommand(app(), somebody(), refusing, { text: '' }))).toBe('not-found');
    house.it.clock.advance(60_000);
    expect(await knock()).toBe('not-found');
  });

  test('say when to come back', async () => {
    const actor = somebody();
    const last = async () => {
      for (;;) await runCommand(app(), actor, refusing, { text: '' }).catch(rethrowLimit);
    };
    await expect(last()).rejects.toMatchObject({ data: { retryAfter_s: expect.any(Number) } });
  });
  const rethrowLimit = (error: unknown) => {
    if (isAppError(error) && error.code === 'too-many-requests') throw error;
  };

  test('hold for everybody at once: of twenty together two pass', async () => {
    const actor = somebody();
    const codes = await Promise.all(
      Array.from({ length: 20 }, () => codeOf(runCommand(app(), actor, refusing, { text: '' }))),
    );
    expect(codes.filter((code) => code === 'not-found')).toHaveLength(2);
  });

  test('are per target where a target is what is attacked', async () => {
    const targeted = command('targeted', async () => 'fine', {
      limits: [
        { per: { target: ({ text }: { text: string }) => text }, count_max: 1, window_s: 60 },
      ],
    });
    const ask = (text: string) => codeOf(runCommand(app(), somebody(), targeted, { text }));
    expect([await ask('a'), await ask('a'), await ask('b')]).toEqual([
      'done',
      'too-many-requests',
      'done',
    ]);
  });

  test('do not count the system', async () => {
    for (let run = 0; run < 4; run += 1)
      expect(await codeOf(runCommand(app(), system, refusing, { text: '' }))).toBe('not-found');
  });
});

describe('patience of anonymous senders', () => {
  const posting = command('posting', async () => 'posted', {
    proofOfWork: true,
    limits: [{ per: 'origin', count_max: 8, window_s: 60 }],
  });
  const solve = async (action: string): Promise<string> => {
    const puzzle = await app().ports.proofOfWork.challenge(action, app().clock.now());
    const hashOf = (number: number) =>
      createHash('sha256').update(`${puzzle.salt}${number}`).digest('hex');
    let number = 0;
    while (hashOf(number) !== puzzle.challenge) number += 1;
    const { maxnumber: _, ...rest } = puzzle;
    return Buffer.from(JSON.stringify({ ...rest, number })).toString('base64');
  };
  const post = (options: object, actor = somebody()) =>
    codeOf(runCommand(app(), actor, posting, { text: '' }, options));

  test('a solved puzzle opens once', async () => {
    const proofOfWork = await solve('test.posting');
    expect(await post({ proofOfWork })).toBe('done');
    expect(await post({ proofOfWork })).toBe('proof-of-work-spent');
  });

  test('of ten who send the same solution together one passes', async () => {
    const proofOfWork = await solve('test.posting');
    const codes = await Promise.all(Array.from({ length: 10 }, () => post({ proofOfWork })));
    expect(codes.filter((code) => code === 'done')).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['done', 'proof-of-work-spent']));
  });

  test('none, a wrong one and one for another action do not open', async () => {
    expect(await post({})).toBe('proof-of-work-required');
    expect(await post({ proofOfWork: 'bm9uZQ==' })).toBe('proof-of-work-required');
    const foreign = await solve('test.elsewhere');
    expect(await post({ proofOfWork: foreign })).toBe('proof-of-work-required');
  });

  test('without script there is a way, with a quarter of the room', async () => {
    const actor = somebody();
    const codes = [];
    for (let run = 0; run < 3; run += 1)
      codes.push(await post({ proofOfWork: 'no-script' }, actor));
    expect(codes).toEqual(['done', 'done', 'too-many-requests']);
  });

  test('people who signed in are not asked', async () => {
    expect(await post({}, staff(newId()))).toBe('done');
  });
});

test('a sealed value opens where it was sealed and nowhere else', async () => {
  await app().store.withScope(regionScope(REGION), async ({ vault }) => {
    const key = await vault.newKey();
    const place = { table: 'notes', column: 'text', row: 'one' };
    const sealed = await vault.seal(key, place, 'тайна');
    expect(await vault.open(key, place, sealed)).toBe('тайна');
    for (const other of [{ table: 'x' }, { column: 'x' }, { row: 'two' }])
      await expect(vault.open(key, { ...place, ...other }, sealed)).rejects.toThrow();
  });
});

describe('the act log', () => {
  const quiet = command('quiet', async () => 'fine');
  const forbidden = command('forbidden', async () => 'never', {
    policy: () => {
      throw new AppError('forbidden');
    },
  });

  test('has a row for what was done and for what was refused, none for what was not found', async () => {
    const actor = somebody('known-origin');
    await runCommand(app(), actor, quiet, { text: '' });
    expect(await codeOf(runCommand(app(), actor, forbidden, { text: '' }))).toBe('forbidden');
    expect(await actsOf('test.quiet')).toEqual([
      { outcome: 'done', after: null, actor: 'visitor' },
    ]);
    expect(await actsOf('test.forbidden')).toEqual([
      { outcome: 'refused', after: 'forbidden', actor: 'visitor' },
    ]);
  });

  test('keeps a trace of what was read, and without the trace gives no answer', async () => {
    const reading = (handle: (tx: Tx) => Promise<unknown>) =>
      defineQuery({
        name: 'test.reading',
        input: noteInput,
        policy: () => undefined,
        handle: ({ tx }) => handle(tx),
        audit: () => ({ object: 'something' }),
      });
    await runQuery(
      app(),
      system,
      reading(async () => 1),
      { text: '' },
    );
    expect(await actsOf('test.reading')).toHaveLength(1);
    const breaking = reading((tx) => sql`select 1 / 0`.execute(tx.db));
    await expect(runQuery(app(), system, breaking, { text: '' })).rejects.toThrow();
    expect(await actsOf('test.reading')).toHaveLength(1);
  });

  test('of a question that a visitor may ask is written too, and the visitor gets the answer', async () => {
    const telling = defineQuery({
      name: 'test.told',
      input: noteInput,
      policy: () => undefined,
      handle: async () => 'the answer',
      audit: () => ({ object: 'case:1' }),
    });
    expect(await runQuery(app(), somebody('curious'), telling, { text: '' })).toBe('the answer');
    expect(await actsOf('test.told')).toEqual([{ outcome: 'done', after: null, actor: 'visitor' }]);
  });

  test('grows by two rows a minute however many nobodies knock; each signed-in refusal has its own', async () => {
    const shut = command('shut', async () => 'never', {
      policy: () => {
        throw new AppError('sign-in-required');
      },
    });
    const knock = (actor: Actor) => codeOf(runCommand(app(), actor, shut, { text: '' }));
    const receipt: Actor = { kind: 'receipt', region: REGION, caseId: newId(), origin: 'x' };
    house.it.clock.advance(60_000);
    for (let knocks = 0; knocks < 20; knocks += 1)
      expect(await knock(knocks % 4 ? somebody(`origin-${knocks}`) : receipt)).toBe(
        'sign-in-required',
      );
    expect(await writeCountedRefusals(app())).toBe(0);
    expect(await actsOf('test.shut')).toHaveLength(1);
    house.it.clock.advance(60_000);
    expect(await knock(somebody('later'))).toBe('sign-in-required');
    expect(await writeCountedRefusals(app())).toBe(1);
    const acts = (await actsOf('test.shut')).map(({ actor, after }) => [actor, after]);
    expect(acts.toSorted()).toEqual([
      ['receipt', 'sign-in-required'],
      ['visitor', 'sign-in-required'],
      ['visitor:several', 'sign-in-required:19'],
    ]);
    await knock(somebody('last'));
    expect(await writeCountedRefusals(app(), { all: true })).toBe(1);
    expect(await writeCountedRefusals(app(), { all: true })).toBe(0);
    const person = staff(newId());
    for (let tries = 0; tries < 5; tries += 1) await knock(person);
    expect(await actsOf('test.shut')).toHaveLength(9);
  });

  test('is chained, and names the first bad row after any tampering', async () => {
    const { database } = house.it;
    for (let run = 0; run < 6; run += 1) await runCommand(app(), system, quiet, { text: '' });
    // Rows are sealed once no older transaction runs anywhere in the cluster; other tests share it.
    await expect
      .poll(
        async () => {
          await database.sealAudit();
          return (await database.verifyAudit(REGION)).unsealed;
        },
        { timeout: 20_000 },
      )
      .toBe(0);
    const whole = await database.verifyAudit(REGION);
    expect(whole).toMatchObject({ firstBad: null, unsealed: 0 });
    expect(whole.rows).toBeGreaterThan(6);
    await database.signHeads(app().clock.now());
    const rowAt = async (seq: number) =>
      (
        await boss.query<{ row_id: string }>(
          'select row_id from audit_seals where region_id = $1 and seq = $2',
          [REGION, seq],
        )
      ).rows[0]!.row_id;
    const third = await rowAt(3);
    const fourth = await rowAt(4);
    const tamperings: [string, string[], { seq: number; rowId?: string | null }][] = [
      ['update audit_rows set actor = $2 where id = $1', [third, 'x'], { seq: 3, rowId: third }],
      ['update audit_rows set outcome = $2 where id = $1', [third, 'refused'], { seq: 3 }],
      ['update audit_rows set at = at + $2::interval where id = $1', [third, '1 ms'], { seq: 3 }],
      ['delete from audit_rows where id = $1', [third], { seq: 3, rowId: third }],
      ['delete from audit_seals where row_id = $1', [third], { seq: 4, rowId: fourth }],
      ['update audit_seals set hash = $2 where row_id = $1', [third, 'f'.repeat(64)], { seq: 3 }],
      // A cut tail: the chain that is left is sound, but the signed head is not in it.
      [
        `with cut as (delete from audit_seals where region_id = $1 and seq > 4 returning row_id)
         delete from audit_rows where id in (select row_id from cut)`,
        [REGION],
        { seq: 5, rowId: null },
      ],
    ];
    for (const [statement, values, firstBad] of tamperings) {
      await boss.query('begin');
      // Only a superuser gets this far, and he must switch the guards off.
      await expect(boss.query(statement, values), statement).rejects.toMatchObject({
        code: '42501',
      });
      await boss.query('rollback');
      const undo = await tamper(statement, values);
      const verdict = await database.verifyAudit(REGION);
      expect(verdict.firstBad, statement).toMatchObject(firstBad);
      await undo();
    }
    expect((await database.verifyAudit(REGION)).firstBad).toBeNull();
  });

  /** Changes the log behind its guards, and gives the way back. */
  async function tamper(statement: string, values: string[]): Promise<() => Promise<void>> {
    await boss.query('create temp table kept_rows as table audit_rows');
    await boss.query('create temp table kept_seals as table audit_seals');
    await boss.query('set session_replication_role = replica');
    await boss.query(statement, values);
    return async () => {
      await boss.query('delete from audit_rows; insert into audit_rows table kept_rows');
      await boss.query('delete from audit_seals; insert into audit_seals table kept_seals');
      await boss.query('drop table kept_rows, kept_seals; reset session_replication_role');
    };
  }
});

describe('one transaction', () => {
  test('leaves no row, no act and no job when the handler fails', async () => {
    const half = command('half', async (tx, { text }) => {
      await leave(tx, 'half-');
      await tx.enqueue('test.job', { id: newId() });
      if (text === 'fail') throw new AppError('move-impossible');
      return 'whole';
    });
    const jobs = () =>
      countOf(
        `graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
         where t.identifier = 'test.job'`,
      );
    expect(await codeOf(runCommand(app(), system, half, { text: 'fail' }))).toBe('move-impossible');
    expect([await leftBy('half-'), await jobs(), (await actsOf('test.half')).length]).toEqual([
      0, 0, 0,
    ]);
    await runCommand(app(), system, half, { text: '' });
    expect([await leftBy('half-'), await jobs(), (await actsOf('test.half')).length]).toEqual([
      1, 1, 1,
    ]);
  });

  test('a question can write nothing', async () => {
    const writing = defineQuery({
      name: 'test.writing',
      input: noteInput,
      policy: () => undefined,
      handle: ({ tx }) => leave(tx, 'asked-'),
    });
    for (const actor of [somebody(), system, staff(newId())])
      expect(await codeOf(runQuery(app(), actor, writing, { text: '' }))).toBe('unavailable');
    expect(await leftBy('asked-')).toBe(0);
  });
});

describe('what comes in', () => {
  const echo = command('echo', async (_tx, input) => input);
  const anything = defineCommand({
    name: 'test.anything',
    input: z.unknown(),
    policy: () => undefined,
    handle: async () => 'fine',
  });
  const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });
  const reasonOf = (work: Promise<unknown>) =>
    work.then(
      () => 'fine',
      (error: unknown) => (isAppError(error) ? (error.data['reason'] ?? error.code) : error),
    );

  test.each([
    ['NUL', { text: 'a\0b' }, 'unstorable-text'],
    ['a lone surrogate', { text: 'a\ud800b' }, 'unstorable-text'],
    ['NUL in a key', { 'a\0': 1 }, 'unstorable-text'],
    ['33 levels', deep(33), 'too-deep'],
    [
      '1,001 keys',
      Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, 1])),
      'too-many-keys',
    ],
    ['a list of 1,001', Array.from({ length: 1001 }, () => 1), 'too-many-keys'],
    ['__proto__', JSON.parse('{"__proto__": {"admin": true}}') as unknown, 'forbidden-key'],
  ])('%s is refused before anything else', async (_name, input, reason) => {
    expect(await reasonOf(runCommand(app(), system, anything, input))).toBe(reason);
  });

  test('what is just within the bounds passes', async () => {
    expect(await reasonOf(runCommand(app(), system, anything, deep(31)))).toBe('fine');
    const emoji = { text: 'Ёлки 👩‍⚕️ \u{1F600}' };
    expect(await runCommand(app(), system, echo, emoji)).toEqual(emoji);
  });

  test('unknown fields, wrong kinds and long texts are named by their place', async () => {
    await expect(runCommand(app(), system, echo, { text: 'a', admin: true })).rejects.toMatchObject(
      {
        code: 'invalid-input',
      },
    );
    await expect(runCommand(app(), system, echo, { text: 'x'.repeat(201) })).rejects.toMatchObject({
      data: { issues: [{ path: 'text', code: 'too_big', maximum: 200 }] },
    });
    for (const input of [null, undefined, 'text', 5, [], { text: ['a'] }, { text: null }])
      expect(await codeOf(runCommand(app(), system, echo, input))).toBe('invalid-input');
  });
});

describe('what the database says', () => {
  const raising = (code: string, constraint = '') =>
    command('raising', async (tx) => {
      const clause = constraint ? `, constraint = '${constraint}'` : '';
      await sql
        .raw(`do $$ begin raise exception using errcode = '${code}'${clause}; end $$`)
        .execute(tx.db);
    });

  test.each([
    ['23505', 'one_number_per_case', 'changed-meanwhile', 409],
    ['23505', 'one_verdict_per_round', 'already-done', 409],
    ['23505', 'proof_spent_once', 'proof-of-work-spent', 403],
    ['23505', 'some_other_index', 'already-exists', 409],
    ['23503', 'clinic_district', 'unknown-reference', 422],
    ['23503', '', 'unknown-reference', 422],
    ['23514', '', 'invalid-input', 422],
    ['22P02', '', 'invalid-input', 422],
    ['40001', '', 'changed-meanwhile', 409],
    ['40P01', '', 'changed-meanwhile', 409],
    ['55P03', '', 'over-capacity', 503],
    ['57014', '', 'over-capacity', 503],
    ['53300', '', 'over-capacity', 503],
    ['53100', '', 'unavailable', 503],
    ['53200', '', 'unavailable', 503],
    ['58030', '', 'unavailable', 503],
    ['25006', '', 'unavailable', 503],
    ['57P01', '', 'unavailable', 503],
  ])('%s %s means %s', async (code, constraint, meant, status) => {
    await expect(
      runCommand(app(), system, raising(code, constraint), { text: '' }),
    ).rejects.toMatchObject({ code: meant, status });
  });

  test('an error nobody foresaw stays one, and is not dressed up', async () => {
    await expect(runCommand(app(), system, raising('P0001'), { text: '' })).rejects.not.toSatisfy(
      isAppError,
    );
  });

  test('statements and locks that take too long end with 503', async () => {
    const sleeping = command('sleeping', async (tx) => {
      await sql`set local statement_timeout = 50`.execute(tx.db);
      await sql`select pg_sleep(5)`.execute(tx.db);
    });
    expect(await codeOf(runCommand(app(), system, sleeping, { text: '' }))).toBe('over-capacity');
    const locking = command('locking', async (tx) => {
      await sql`set local lock_timeout = 50`.execute(tx.db);
      await sql`select pg_advisory_xact_lock(4711)`.execute(tx.db);
    });
    await boss.query('select pg_advisory_lock(4711)');
    expect(await codeOf(runCommand(app(), system, locking, { text: '' }))).toBe('over-capacity');
    await boss.query('select pg_advisory_unlock(4711)');
    expect(await codeOf(runCommand(app(), system, locking, { text: '' }))).toBe('done');
  });
});
