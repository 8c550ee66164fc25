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

  test('its author has a refusal looked at once more, by somebody else', async () => {
    const { id, receipt } = await written(house.it, 'Регистратура молчит, ждали час.');
    await comments().prepare(COMMENTS_JOB, {});
    const appeal = () => comments().appealRefusal(visitor(), { receipt });
    await expect(appeal()).rejects.toMatchObject(code('move-impossible'));
    await comments().reviewComment(moderator, { id, decision: 'refuse', reason: 'insult' });
    const own = async () => (await comments().lookAtOwn(visitor(), { receipt })).comments[0]!;
    expect(await own()).toMatchObject({ state: 'refused', mayAppeal: true, appeal: null });
    // Nobody but the holder of the receipt, and once.
    const wrong = { receipt: receipt.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) };
    await expect(comments().appealRefusal(visitor('other'), wrong)).rejects.toMatchObject(
      code('not-found'),
    );
    await expect(comments().appealRefusal(moderator, { receipt })).rejects.toMatchObject(
      code('forbidden'),
    );
    await appeal();
    await expect(appeal()).rejects.toMatchObject(code('already-done'));
    expect(await own()).toMatchObject({ mayAppeal: false, appeal: 'waiting' });

    const second = await worker(house.it, 'second@example.org', 'moderator');
    const seenBy = async (who: Person) =>
      (await comments().listWaiting(who, {})).appeals.map((one) => one.id);
    expect(await seenBy(moderator)).not.toContain(id);
    expect(await seenBy(second)).toContain(id);
    const settle = (who: Person, decision: 'publish' | 'keep') =>
      comments().settleAppeal(who, { id, decision });
    await expect(settle(moderator, 'publish')).rejects.toMatchObject(code('forbidden'));
    await expect(settle(head, 'publish')).rejects.toMatchObject(code('forbidden'));
    await settle(second, 'publish');
    await expect(settle(second, 'keep')).rejects.toMatchObject(code('already-done'));
    expect((await list()).comments.map((one) => one.id)).not.toContain(id);
    await comments().publishComments(COMMENTS_JOB, {});
    expect((await list()).comments.map((one) => one.id)).toContain(id);
    expect(await own()).toMatchObject({ state: 'published', appeal: 'granted' });
    // The log knows that somebody asked, and not about which comment.
    expect(
      await ask(`select object from audit_rows where action = 'survey-comments.appeal-refusal'
        and outcome = 'done'`),
    ).toEqual([{ object: '' }]);
  });

  test('the head sees what to mend first once enough different comments say so', async () => {
    const mending = async () => (await comments().listMending(head, {})).places[0]!.mending;
    const before = await mending();
    expect(before.filter(({ criticism }) => criticism < 5)).toEqual([]);
    for (const hours of ['три', 'четыре', 'пять', 'шесть', 'семь'])
      await published(house.it, moderator, `Ждали ${hours} часа в очереди.`);
    expect((await mending())[0]).toMatchObject({ aspect: 'waiting' });
    await expect(comments().listMending(moderator, {})).rejects.toMatchObject(code('forbidden'));
  });

  test('whoever writes is told what in their words tells who they are, and nothing is kept', async () => {
    const before = await ask('select count(*) from audit_rows');
    const told = await comments().warnAuthor(visitor(), {
      words: 'Иванова Анна Петровна приняла 12 марта в 10:40.',
    });
    expect(told.details.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['day', 'time']));
    expect(told.personal).not.toEqual([]);
    expect(await comments().warnAuthor(visitor(), { words: 'Долго ждали, спасибо.' })).toEqual({
      personal: [],
      details: [],
    });
    expect(await ask('select count(*) from audit_rows')).toEqual(before);
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
    const letter = house.it.letters.find(
      ({ to, text }) => to === 'moderator@example.org' && text.includes('/desk/comments'),
    );
    expect(letter).toBeDefined();
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
