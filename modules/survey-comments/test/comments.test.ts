import { beforeAll, describe, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { CLINIC, citizen, worker, type Person } from '../../desk/test/people.ts';
import { COMMENTS_JOB, prepareHouse, published, written } from './writing.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const comments = () => house.it.faces.surveyComments;
const list = (asked = {}) => comments().listPublished(visitor(), { place: CLINIC, ...asked });
const RETENTION = { kind: 'system', region: 'RU-MOW', name: 'retention' } as const;

let moderator: Person;
let head: Person;

async function ask<Row extends Record<string, unknown>>(sql: string, values: unknown[] = []) {
  const boss = await clientFor(house.it.superUrl);
  const { rows } = await boss.query<Row>(sql, values);
  await boss.end();
  return rows;
}

beforeAll(async () => {
  await prepareHouse(house.it);
  moderator = await worker(house.it, 'moderator@example.org', 'moderator');
  head = await worker(house.it, 'head@example.org', 'head');
});

describe('review', () => {
  test('nothing is public before a moderator and the daily batch', async () => {
    const { id } = await written(house.it, 'Медсестра Иванова Анна Петровна помогла, спасибо.');
    await comments().prepare(COMMENTS_JOB, {});
    const { waiting } = await comments().listWaiting(moderator, {});
    expect(waiting).toContainEqual(expect.objectContaining({ id, state: 'waiting' }));
    // The list says where and which week, and no word.
    expect(JSON.stringify(waiting)).not.toContain('помогла');
    const opened = await comments().getComment(moderator, { id });
    expect(opened.desk?.original).toContain('Иванова');
    expect(opened.desk?.marked).toContain('[[');
    await expect(comments().getComment(head, { id })).rejects.toMatchObject(code('not-found'));
    await expect(
      comments().reviewComment(moderator, { id, decision: 'publish' }),
    ).rejects.toMatchObject(code('personal-data-left'));
    await comments().reviewComment(moderator, {
      id,
      decision: 'publish',
      marked: 'Медсестра [[Иванова Анна Петровна]] помогла, спасибо.',
    });
    expect((await list()).comments.map((one) => one.id)).not.toContain(id);
    await expect(comments().getComment(head, { id })).rejects.toMatchObject(code('not-found'));
    await comments().publishComments(COMMENTS_JOB, {});
    const shown = (await list()).comments.find((one) => one.id === id)!;
    expect(shown).toMatchObject({
      text: 'Медсестра […] помогла, спасибо.',
      month: '2026-06',
      themes: [{ aspect: 'staff', side: 'praise' }],
    });
    // The public sees the month, never the week.
    expect(JSON.stringify(shown)).not.toContain('2026-06-08');
    expect(await comments().publishComments(COMMENTS_JOB, {})).toEqual({
      published: 0,
      more: false,
    });
  });

  test('a moderator may cut and not reword, and decides once', async () => {
    const { id } = await written(house.it, 'Ждали два часа.');
    await comments().prepare(COMMENTS_JOB, {});
    const decide = (input: object) =>
      comments().reviewComment(moderator, { id, decision: 'publish', ...input });
    await expect(decide({ marked: 'Ждали недолго.' })).rejects.toMatchObject(code('invalid-input'));
    await expect(decide({ version: 7 })).rejects.toMatchObject(code('changed-meanwhile'));
    await comments().reviewComment(moderator, { id, decision: 'refuse', reason: 'insult' });
    await expect(decide({})).rejects.toMatchObject(code('already-done'));
    await comments().publishComments(COMMENTS_JOB, {});
    expect((await list()).comments.map((one) => one.id)).not.toContain(id);
  });

  test('a fact that tells who wrote is not let through unseen', async () => {
    const { id } = await written(house.it, 'Была 12 марта в 10:40, ждала час.');
    await comments().prepare(COMMENTS_JOB, {});
    const { desk } = await comments().getComment(moderator, { id });
    expect(desk?.details.map(({ kind }) => kind)).toEqual(['day', 'time']);
    await expect(
      comments().reviewComment(moderator, { id, decision: 'publish' }),
    ).rejects.toMatchObject({ code: 'personal-data-left', data: { kinds: ['detail'] } });
  });

  test('danger stands first and calls the duty without a word of it', async () => {
    const { id } = await written(house.it, 'Не хочу жить, помогите.');
    await comments().prepare(COMMENTS_JOB, {});
    const { waiting } = await comments().listWaiting(moderator, {});
    expect(waiting[0]).toMatchObject({ id, state: 'urgent' });
    await house.it.runJobs();
    const letter = house.it.letters.find(({ text }) => text.includes('/desk/comments'));
    expect(letter?.to).toBe('moderator@example.org');
    expect(letter?.text).not.toContain('жить');
  });

  test('openings are logged one by one, batches as one line without an object', async () => {
    const { id } = await written(house.it, 'Чисто и светло.');
    await comments().prepare(COMMENTS_JOB, {});
    await comments().getComment(moderator, { id });
    const rows = await ask<{ action: string; object: string }>(
      `select action, object from audit_rows where action like 'survey-comments.%'`,
    );
    expect(rows).toContainEqual({ action: 'survey-comments.get-comment', object: id });
    const batches = rows.filter(({ action }) => /prepare|publish-comments/.test(action));
    expect(new Set(batches.map(({ object }) => object))).toEqual(new Set(['comments']));
  });

  test('a citizen and a head see no queue', async () => {
    const person = await citizen(house.it, 'nobody@example.org');
    await expect(comments().listWaiting(person, {})).rejects.toMatchObject(code('forbidden'));
    await expect(comments().listWaiting(head, {})).rejects.toMatchObject(code('forbidden'));
  });
});

describe('what everybody reads', () => {
  test('is found by words that are shown and not by those that were cut', async () => {
    const text = 'В гардеробе снегирь поёт.';
    const { id } = await published(house.it, moderator, text, 'В гардеробе [[снегирь]] поёт.');
    const found = async (words: string) =>
      (await list({ words })).comments.map((one) => one.id).includes(id);
    expect(await found('гардероб')).toBe(true);
    expect(await found('снегирь')).toBe(false);
    expect(await found('носорог')).toBe(false);
  });

  test('is filtered by aspect and side, and a moderator corrects a theme', async () => {
    const { id } = await published(house.it, moderator, 'Лифт сломан второй месяц.');
    const ids = async (asked: object) => (await list(asked)).comments.map((one) => one.id);
    expect(await ids({ aspect: 'accessibility', side: 'criticism' })).toContain(id);
    expect(await ids({ aspect: 'accessibility', side: 'praise' })).not.toContain(id);
    const theme = { id, aspect: 'accessibility', side: 'criticism' } as const;
    await comments().correctTheme(moderator, { ...theme, isThere: false });
    expect(await ids({ aspect: 'accessibility', side: 'criticism' })).not.toContain(id);
    const struck = await ask(`select by from comment_themes where comment_id = $1 and struck`, [
      id,
    ]);
    expect(struck).toEqual([{ by: 'rule' }]);
  });

  test('stands in an order that neither id nor coming explains', async () => {
    const made = [];
    for (let at = 0; at < 6; at += 1)
      made.push(await written(house.it, `Отзыв про вежливость, раз ${at}.`));
    await comments().prepare(COMMENTS_JOB, {});
    for (const { id } of made)
      await comments().reviewComment(moderator, { id, decision: 'publish', acknowledged: true });
    await comments().publishComments(COMMENTS_JOB, {});
    const shown = (await list({ words: 'вежливость', limit: 50 })).comments.map((one) => one.id);
    const orders = await ask<{ comment_id: string }>(
      `select comment_id from comment_reviews where comment_id = any($1) order by shown_order`,
      [made.map(({ id }) => id)],
    );
    expect(shown).toEqual(orders.map(({ comment_id }) => comment_id));
    expect(shown).toHaveLength(6);
  });

  test('no table of comments knows an instant', async () => {
    const times = await ask(
      `select table_name, column_name from information_schema.columns
       where table_name in ('survey_comments', 'comment_reviews', 'comment_themes', 'comment_terms', 'comment_replies')
         and data_type like 'timestamp%'`,
    );
    expect(times).toEqual([]);
  });
});

describe('originals', () => {
  test('go with their key after their term, and what is public stays', async () => {
    const kept = await published(house.it, moderator, 'Врач внимательный.');
    const undecided = await written(house.it, 'Никто не прочитал вовремя.');
    await comments().prepare(COMMENTS_JOB, {});
    await comments().emptyOriginals(RETENTION, {});
    expect((await comments().getComment(moderator, { id: kept.id })).desk?.original).toBe(
      'Врач внимательный.',
    );
    house.it.clock.set(new Date('2026-08-15T09:00:00Z'));
    await comments().emptyOriginals(RETENTION, {});
    expect((await comments().getComment(moderator, { id: kept.id })).desk?.original).toBeNull();
    const [key] = await ask(`select wrapped from comment_keys where month = '2026-06-01'`);
    expect(key).toEqual({ wrapped: null });
    const boxes = await ask<{ state: string; bytes: number }>(
      `select state, length(sealed) as bytes from survey_comments where id = any($1) order by state`,
      [[kept.id, undecided.id]],
    );
    expect(boxes).toEqual([
      { state: 'published', bytes: 0 },
      { state: 'refused', bytes: 0 },
    ]);
    expect((await list({ words: 'внимательный' })).comments.map((one) => one.id)).toContain(
      kept.id,
    );
    expect(await comments().emptyOriginals(RETENTION, {})).toMatchObject({ removed: 0 });
  });
});
