import { beforeAll, describe, expect, test } from 'vitest';
import type { Selectable } from 'kysely';
import { deadline, type Schedule, type Term } from '@otklik/working-time';
import { calendarOf } from '@otklik/registry';
import { currentTopics, factsSchema, GAP, localTime } from '@otklik/complaints';
import { addressOf } from '@otklik/notices';
import type { Tables } from '@otklik/db';
import { systemScope, type Tx } from '@otklik/kernel';
import { openInstallation, REGION, useInstallation } from '../../../tests/support/installation.ts';
import { seedIfEmpty } from '../src/seed/seed.ts';
import { digestOf, seedAndKill } from './seed-helpers.ts';

const PAST = { seed: 31, cases_count: 900 };
const house = useInstallation();
const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(systemScope(REGION, 'test'), work, { readonly: true });

beforeAll(async () => {
  await seedIfEmpty(house.it, 'demo', () => undefined, PAST);
});

const storyPlace = (row: string, column = 'story_sealed') => ({ table: 'complaints', column, row });

describe('a simulated complaint', () => {
  test('opens with the vault, answers its topic, and its cuts are nowhere in public', async () => {
    let cut_count = 0;
    await inRegion(async (tx) => {
      const topics = new Map((await currentTopics(tx)).map((topic) => [topic.code, topic]));
      const all = await tx.db
        .selectFrom('cases')
        .innerJoin('complaints', 'complaints.case_id', 'cases.id')
        .select([
          'cases.id',
          'data_key_id',
          'opened_at',
          'zone',
          'topic_code',
          'story_sealed',
          'facts_sealed',
          'private_sealed',
          'story_public',
          'published_at',
          'breach',
        ])
        .execute();
      expect(all.length).toBeGreaterThan(850);
      for (const row of all) {
        const open = (column: 'story_sealed' | 'facts_sealed') =>
          tx.vault.open(row.data_key_id, storyPlace(row.id, column), row[column]);
        const story = (await open('story_sealed'))!;
        const facts: unknown = JSON.parse((await open('facts_sealed'))!);
        const schema = factsSchema(topics.get(row.topic_code)!, localTime(row.opened_at, row.zone));
        expect(
          schema.safeParse(facts).error,
          `${row.topic_code} ${JSON.stringify(facts)}`,
        ).toBeUndefined();
        expect(story).not.toMatch(/[{}[\]]/);
        expect(row.story_public === null).toBe(row.published_at === null);
        if (!row.story_public?.includes(GAP)) continue;
        const [before, after] = row.story_public.split(GAP) as [string, string];
        const cut = story.slice(before.length, story.length - after.length);
        expect(before + cut + after).toBe(story);
        expect(cut.length).toBeGreaterThan(5);
        expect(row.story_public).not.toContain(cut);
        cut_count += 1;
      }
    });
    expect(cut_count).toBeGreaterThan(40);
  });

  test('says the same times in words and in the form', async () => {
    await inRegion(async (tx) => {
      const waits = await tx.db
        .selectFrom('cases')
        .innerJoin('complaints', 'complaints.case_id', 'cases.id')
        .select(['cases.id', 'data_key_id', 'story_sealed', 'facts_sealed'])
        .where('topic_code', '=', 'wait-at-door-over-1h')
        .execute();
      let timed_count = 0;
      for (const row of waits) {
        const open = (column: 'story_sealed' | 'facts_sealed') =>
          tx.vault.open(row.data_key_id, storyPlace(row.id, column), row[column]);
        const story = (await open('story_sealed'))!;
        const facts = JSON.parse((await open('facts_sealed'))!) as Record<string, string>;
        const said = story.match(/\b\d{1,2}:\d\d\b/g) ?? [];
        const told = (key: string) => facts[key]?.slice(11).replace(/^0/, '');
        if (said.length === 0) continue;
        expect(said[0], story).toBe(told('appointed_at'));
        if (said.length > 1) expect(said.at(-1), story).toBe(told('started_at') ?? told('left_at'));
        timed_count += 1;
      }
      expect(timed_count).toBeGreaterThan(30);
    });
  });

  test('contacts, notes, answers and verdicts open with the vault', async () => {
    await inRegion(async (tx) => {
      const contacts = await tx.db.selectFrom('contacts').select('id').execute();
      for (const { id } of contacts) {
        const address = await addressOf(tx, id);
        expect(address?.email).toMatch(/^[a-z0-9-]+@demo\.example$/);
      }
      const keys = new Map(
        (await tx.db.selectFrom('cases').select(['id', 'data_key_id']).execute()).map((row) => [
          row.id,
          row.data_key_id,
        ]),
      );
      const notes = await tx.db
        .selectFrom('case_entries')
        .select(['case_id', 'seq', 'note_sealed'])
        .where('note_sealed', 'is not', null)
        .execute();
      expect(notes.length).toBeGreaterThan(20);
      for (const { case_id, seq, note_sealed } of notes) {
        const place = { table: 'case_entries', column: 'note_sealed', row: `${case_id}/${seq}` };
        expect(
          (await tx.vault.open(keys.get(case_id)!, place, note_sealed!))!.length,
        ).toBeGreaterThan(5);
      }
      const answers = await tx.db.selectFrom('case_answers').selectAll().execute();
      for (const { id, case_id, text_sealed, text_public } of answers) {
        const place = { table: 'case_answers', column: 'text_sealed', row: id };
        const text = text_public ?? (await tx.vault.open(keys.get(case_id)!, place, text_sealed!))!;
        expect(text).not.toMatch(/[{}]/);
        expect(text.length).toBeGreaterThan(40);
      }
      const verdicts = await tx.db
        .selectFrom('case_verdicts')
        .selectAll()
        .where('unanswered_sealed', 'is not', null)
        .execute();
      for (const { case_id, round, unanswered_sealed } of verdicts) {
        const place = {
          table: 'case_verdicts',
          column: 'unanswered_sealed',
          row: `${case_id}/${round}`,
        };
        expect(await tx.vault.open(keys.get(case_id)!, place, unanswered_sealed!)).toBeTruthy();
      }
    });
  });
});

const DAY: [string, string][] = [['00:00', '24:00']];
const ALWAYS: Schedule = {
  calendar: 'none',
  week: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY },
};

type ClockRow = Selectable<Tables['case_clocks']>;
const termOf = ({ term }: ClockRow): Term =>
  term.unit === 'calendar-days'
    ? { amount: term.amount, unit: term.unit, roll: term.roll ?? 'next' }
    : { amount: term.amount, unit: term.unit };

test('every deadline is what working-time says of its start, term and pauses', async () => {
  await inRegion(async (tx) => {
    const { calendar } = await calendarOf(tx, REGION);
    const clocks = await tx.db.selectFrom('case_clocks').selectAll().execute();
    expect(clocks.length).toBeGreaterThan(2000);
    for (const clock of clocks) {
      if (clock.derivation.missingYear) {
        expect(clock.due_at).toBeNull();
        continue;
      }
      const answer = deadline({
        zone: 'Europe/Moscow',
        calendar,
        start: clock.started_at,
        term: termOf(clock),
        pauses: clock.pauses,
        ...(clock.term.unit === 'hours' ? { schedule: ALWAYS } : {}),
      });
      const due_ms = answer.kind === 'time' ? answer.deadlineMs : answer.endsAtMs;
      expect(clock.due_at?.getTime()).toBe(due_ms);
      if (clock.stopped_at) expect(clock.late).toBe(clock.stopped_at.getTime() > due_ms!);
    }
  });
});

test('a past killed half-way is gone on with, and is the same as one written at once', async () => {
  const other = await openInstallation();
  try {
    const killed_count = await seedAndKill(other, 250, PAST);
    expect(killed_count).toBeLessThan(850);
    other.clock.advance(3_600_000);
    const told: string[] = [];
    const written = await seedIfEmpty(other, 'demo', (line) => told.push(line), { seed: 7 });
    expect(written).toBeGreaterThan(100);
    expect(told[0]).toMatch(/^Seeding goes on after [\d,]+ of 900 cases/);
    expect(await digestOf(other)).toBe(await digestOf(house.it));
    // A row is sealed when no older transaction runs in the whole cluster, which other tests share.
    const sealed = async () => {
      await other.database.sealAudit();
      return other.database.verifyAudit(REGION);
    };
    await expect.poll(sealed, { timeout: 20_000 }).toMatchObject({ firstBad: null, unsealed: 0 });
  } finally {
    await other.close();
  }
}, 90_000);
