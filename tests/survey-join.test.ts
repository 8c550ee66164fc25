import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join, type Joined } from './anonymity/attacks.ts';
import type { Dump, Row } from './anonymity/dump.ts';
import { entityOf, Links, type Entity } from './anonymity/entities.ts';
import { LEAKS, type Known } from './anonymity/leaks.ts';
import { invitationOf, liveOn, type World } from './anonymity/world.ts';
import { clientFor } from './support/catalogue.ts';
import { useInstallation } from './support/installation.ts';

const house = useInstallation();
const FOUND_SHARE = 0.9;
let boss: pg.Client;
let world: World;
let known: Known[];
let spoken: Known[];
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
  world = await liveOn(house.it, boss);
  known = [];
  for (const { email, receiptHash, commentHash, turn } of world.written)
    known.push({
      answerHash: receiptHash,
      commentHash,
      invitationId: await invitationOf(house.it, boss, email),
      turn,
    });
  spoken = known.filter(({ commentHash }) => commentHash !== null);
});
afterAll(() => boss.end());

/** Rows as they stand in the end, by a column that names them. */
const lastOf = (dump: Dump, table: string, column: string): Map<string, Row> =>
  new Map(dump.filter((row) => row.table === table).map((row) => [row.cells[column]!, row]));

/** Which batch an answer came out with: one place, one way, one transaction. The attack is given this. */
function batchesOf(dump: Dump): Map<string, string> {
  const answers = lastOf(dump, 'survey_answers', 'receipt_hash');
  return new Map(
    [...answers].map(([hash, { cells }]) => [
      hash,
      ['place_id', 'form_version', 'mode', 'window_start', '@xmin']
        .map((at) => cells[at])
        .join('|'),
    ]),
  );
}

/** The three stores as an attack sees them, everything beside each of their rows within two steps. */
function sides(dump: Dump, of: readonly Known[], batches: ReadonlyMap<string, string>) {
  const links = new Links(dump);
  const invitations = lastOf(dump, 'survey_invitations', 'id');
  const answers = lastOf(dump, 'survey_answers', 'id');
  const comments = lastOf(dump, 'survey_comments', 'id');
  const rowsOf = (table: Map<string, Row>, column: string): Map<string, Row> =>
    new Map([...table.values()].map((row) => [row.cells[column]!, row]));
  const own = {
    answers: rowsOf(answers, 'receipt_hash'),
    comments: rowsOf(comments, 'receipt_hash'),
  };
  const entities = (find: (one: Known, at: number) => Row | undefined): Entity[] =>
    of.flatMap((one, at) => {
      const cell = batches.get(one.answerHash);
      const row = find(one, at);
      return cell && row ? [entityOf(links, row, one.invitationId, cell)] : [];
    });
  const asAnswers = [...own.answers.values()];
  return {
    people: entities((one) => invitations.get(one.invitationId)),
    // A leak may have given the row another hash: the place in the table stays what it was.
    answers: entities(
      (one) =>
        own.answers.get(one.answerHash) ??
        asAnswers.find((row) => row.cells['was'] === one.answerHash),
    ),
    comments: entities((one) => own.comments.get(one.commentHash ?? '')),
  };
}

const said = (name: string, { tries, expected, attacks, bound, best }: Joined): string =>
  `${name}: ${tries} tries, by dice ${expected.toFixed(1)}, best of ${attacks} attacks ${best.hits} (${best.name}), bound ${bound}`;

describe('with every table, every log line and every letter', () => {
  test('the world is large enough to tell: most answers came out, in batches of eight or more', () => {
    const batches = batchesOf(world.dump);
    expect(batches.size).toBeGreaterThan(60);
    const sizes = [...Map.groupBy(batches.values(), (name) => name).values()].map(
      (all) => all.length,
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8);
    expect(new Set(world.dump.map(({ table }) => table)).size).toBeGreaterThan(20);
    // What the store of people knows of an invitation too, enough of a batch have in common.
    const answers = [...lastOf(world.dump, 'survey_answers', 'id').values()];
    const alike = Map.groupBy(answers, ({ cells }) =>
      ['place_id', 'form_version', 'mode', 'window_start', '@xmin', 'weight_class']
        .map((at) => cells[at])
        .join('|'),
    );
    for (const same of alike.values()) expect(same.length).toBeGreaterThanOrEqual(8);
  });

  test('no program does better than dice at whose an answer is, whose a comment, and which belong together', () => {
    const batches = batchesOf(world.dump);
    const all = sides(world.dump, known, batches);
    const own = sides(world.dump, spoken, batches);
    const joined = {
      'answers to people': join(all.people, all.answers),
      'comments to people': join(own.people, own.comments),
      'comments to answers': join(own.comments, own.answers),
    };
    for (const [name, outcome] of Object.entries(joined)) {
      if (process.env['OTKLIK_SHOW']) process.stderr.write(`${said(name, outcome)}\n`);
      expect(outcome.tries).toBeGreaterThan(25);
      expect(outcome.found, said(name, outcome)).toEqual([]);
    }
  });

  test('while answers wait, their rows differ in nothing that what was written could move', () => {
    const waiting = world.dump.filter(({ table }) => table === 'waiting_answers');
    expect(waiting.length).toBeGreaterThan(60);
    for (const sameWay of Map.groupBy(waiting, ({ cells }) => cells['mode']!).values()) {
      const sizes = sameWay.map(({ cells }) =>
        ['@size', 'sealed', 'receipt_check']
          .map((at) => (at === '@size' ? cells[at] : cells[at]!.length))
          .join(' '),
      );
      expect(new Set(sizes).size).toBe(1);
    }
  });

  test('of a doctor only sums of ten come out; the marks that wait say nothing of an answer or a person', async () => {
    const waiting = world.dump.filter(({ table }) => table === 'waiting_doctor_marks');
    expect(waiting.length).toBeGreaterThan(30);
    expect(new Set(waiting.map(({ cells }) => cells['sealed']!.length)).size).toBe(1);
    const columns = new Set(waiting.flatMap(({ cells }) => Object.keys(cells)));
    expect([...columns].filter((name) => !name.startsWith('@')).toSorted()).toEqual([
      'doctor_id',
      'form_id',
      'id',
      'key_id',
      'place_id',
      'region_id',
      'sealed',
    ]);
    // Of one batch and transaction they stand in the order of random ids.
    for (const batch of Map.groupBy(
      waiting,
      ({ cells }) => `${cells['@xmin']} ${cells['place_id']}`,
    ).values())
      for (const { cells } of batch) expect(cells['id']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    const sums = world.dump.filter(({ table }) => table === 'doctor_shown');
    const wholes = sums.filter(({ cells }) => cells['code'] === '');
    expect(wholes.length).toBeGreaterThan(0);
    for (const { cells } of wholes) expect(Number(cells['n'])).toBeGreaterThanOrEqual(10);
    // Whoever answered is no longer known to have been with that doctor.
    const { rows } = await boss.query(
      `select 1 from survey_invitations i left join survey_visits v on v.id = i.visit_id
       where i.state = 'spent' and (i.doctor_id is not null or v.doctor_id is not null)`,
    );
    expect(rows).toEqual([]);
  });

  test('no two stores share a text of any length worth the name', () => {
    const words = (table: string): Set<string> =>
      new Set(
        world.dump
          .filter((row) => row.table === table)
          .flatMap(({ cells }) => Object.entries(cells))
          .filter(
            ([column, value]) =>
              value.length > 30 && !/^(place_id|form_id|comment_key_id|batch_key_id)$/.test(column),
          )
          .map(([, value]) => value),
      );
    const answers = words('survey_answers');
    const comments = words('survey_comments');
    const others = new Set(
      world.dump
        .filter(({ table }) => !/^survey_(answers|comments)$/.test(table))
        .flatMap(({ cells }) => Object.values(cells)),
    );
    const ids = new Set(lastOf(world.dump, 'survey_places', 'id').keys());
    for (const value of answers) {
      expect(comments.has(value)).toBe(false);
      if (!ids.has(value)) expect(others.has(value)).toBe(false);
    }
  });
});

describe('the same program, where something leaks', () => {
  for (const { name, opens, spoil } of LEAKS)
    test(`finds ${name}`, () => {
      const batches = batchesOf(world.dump);
      const dump = spoil(
        world.dump.map((row) =>
          row.table === 'survey_answers'
            ? { table: row.table, cells: { ...row.cells, was: row.cells['receipt_hash']! } }
            : row,
        ),
        known,
      );
      const of = opens === 'comments' ? spoken : known;
      const all = sides(dump, of, batches);
      const outcome = join(all.people, all[opens]);
      expect(outcome.best.hits, said(name, outcome)).toBeGreaterThanOrEqual(
        outcome.tries * FOUND_SHARE,
      );
      expect(outcome.found.length).toBeGreaterThan(0);
    });
});
