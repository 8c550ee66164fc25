import { beforeAll, describe, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { CLINIC, worker, type Person } from '../../desk/test/people.ts';
import { COMMENTS_JOB, prepareHouse, published, written } from './writing.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const comments = () => house.it.faces.surveyComments;
const LOOKING = 'Мы разбираемся, почему приём начинается позже, и расскажем здесь.';

let moderator: Person;
let controller: Person;
let head: Person;

beforeAll(async () => {
  await prepareHouse(house.it);
  moderator = await worker(house.it, 'moderator@example.org', 'moderator');
  controller = await worker(house.it, 'controller@example.org', 'controller');
  head = await worker(house.it, 'head@example.org', 'head');
});

const shownReply = async (id: string) =>
  (await comments().listPublished(visitor(), { place: CLINIC, limit: 50 })).comments.find(
    (one) => one.id === id,
  )?.reply;

describe('the clinic’s reply', () => {
  test('is one, read by a moderator before anybody sees it', async () => {
    const { id, receipt } = await published(house.it, moderator, 'Ждали два часа.');
    expect(await comments().listReplies(head, {})).toContainEqual(
      expect.objectContaining({ id, task: 'write' }),
    );
    await comments().handInReply(head, { id, outcome: 'looking', words: LOOKING });
    expect(await shownReply(id)).toBeNull();
    await expect(
      comments().handInReply(head, { id, outcome: 'looking', words: LOOKING }),
    ).rejects.toMatchObject(code('already-exists'));
    expect(await comments().listReplies(moderator, {})).toContainEqual(
      expect.objectContaining({ id, task: 'judge' }),
    );
    await comments().judgeReply(moderator, { id, decision: 'pass' });
    expect(await shownReply(id)).toMatchObject({ outcome: 'looking', text: LOOKING });
    const own = await comments().lookAtOwn(visitor(), { receipt });
    expect(own.comments[0]).toMatchObject({ state: 'published', reply: { outcome: 'looking' } });
  });

  test('that asks or guesses who wrote is not let through unseen, and goes back with reasons', async () => {
    const { id } = await published(house.it, moderator, 'В холле холодно.');
    const words = 'Позвоните нам, мы поняли, о ком речь: вы были 12 мая на приёме.';
    await comments().handInReply(head, { id, outcome: 'looking', words });
    await expect(comments().judgeReply(moderator, { id, decision: 'pass' })).rejects.toMatchObject({
      code: 'personal-data-left',
      data: { kinds: expect.arrayContaining(['asks-who', 'guesses-who']) as unknown },
    });
    await comments().judgeReply(moderator, { id, decision: 'return', reasons: ['asks-who'] });
    expect(await shownReply(id)).toBeNull();
    await comments().handInReply(head, { id, outcome: 'looking', words: LOOKING });
    await comments().judgeReply(moderator, { id, decision: 'pass' });
    expect(await shownReply(id)).toMatchObject({ text: LOOKING });
  });

  test('that claims a change is looked at by a controller as well', async () => {
    const { id } = await published(house.it, moderator, 'Скамеек в коридоре нет.');
    const words = 'С начала июня в коридоре второго этажа стоят двенадцать мест.';
    await expect(
      comments().handInReply(head, { id, outcome: 'changed', words }),
    ).rejects.toMatchObject(code('invalid-input'));
    await expect(
      comments().handInReply(head, { id, outcome: 'changed', words, changedSince: '2027-01-01' }),
    ).rejects.toMatchObject(code('date-unfit'));
    await comments().handInReply(head, {
      id,
      outcome: 'changed',
      words,
      changedSince: '2026-06-01',
    });
    await expect(comments().judgeReply(controller, { id, decision: 'pass' })).rejects.toMatchObject(
      code('not-found'),
    );
    await comments().judgeReply(moderator, { id, decision: 'pass', acknowledged: true });
    expect(await shownReply(id)).toBeNull();
    await expect(comments().judgeReply(moderator, { id, decision: 'pass' })).rejects.toMatchObject(
      code('not-found'),
    );
    await comments().judgeReply(controller, { id, decision: 'pass', acknowledged: true });
    expect(await shownReply(id)).toMatchObject({ outcome: 'changed', changedSince: '2026-06-01' });
  });

  test('is about public comments of the own clinic alone', async () => {
    const { id } = await written(house.it, 'Ещё никто не читал.');
    await comments().prepare(COMMENTS_JOB, {});
    await expect(
      comments().handInReply(head, { id, outcome: 'looking', words: LOOKING }),
    ).rejects.toMatchObject(code('not-found'));
    const other = await worker(house.it, 'other-head@example.org', 'head', 'msk-a-002-x');
    const shown = await published(house.it, moderator, 'Светло и тихо.');
    await expect(
      comments().handInReply(other, { id: shown.id, outcome: 'looking', words: LOOKING }),
    ).rejects.toMatchObject(code('not-found'));
  });
});

describe('whoever holds the receipt', () => {
  test('takes the comment back: words, search, themes and reply go', async () => {
    const { id, receipt } = await published(
      house.it,
      moderator,
      'Кулер пустой, носорог недоволен.',
    );
    await comments().handInReply(head, { id, outcome: 'looking', words: LOOKING });
    await comments().judgeReply(moderator, { id, decision: 'pass' });
    await comments().withdrawComment(visitor(), { receipt: receipt.toLowerCase() });
    expect(await shownReply(id)).toBeUndefined();
    const found = await comments().listPublished(visitor(), { words: 'носорог' });
    expect(found.total).toBe(0);
    expect((await comments().lookAtOwn(visitor(), { receipt })).comments).toMatchObject([
      { state: 'withdrawn', text: null, reply: null },
    ]);
    await expect(comments().getComment(moderator, { id })).rejects.toMatchObject(code('not-found'));
    await expect(comments().withdrawComment(visitor(), { receipt })).rejects.toMatchObject(
      code('already-done'),
    );
    const boss = await clientFor(house.it.superUrl);
    const log = await boss.query<{ object: string }>(
      `select object from audit_rows where action = 'survey-comments.withdraw-comment'`,
    );
    await boss.end();
    expect(log.rows.every(({ object }) => object === '')).toBe(true);
  });

  test('a mistyped and a foreign one answer alike', async () => {
    for (const receipt of ['чепуха', '0000-0000-0000-0000-0000-0000-0000'])
      await expect(comments().lookAtOwn(visitor(), { receipt })).rejects.toMatchObject({
        code: 'not-found',
        data: { kind: 'receipt' },
      });
  });

  test('begins a complaint with the own words; the tie comes only when it is sent', async () => {
    const text = 'На входе нет бахил, а без них не пускают.';
    const { id, receipt } = await written(house.it, text);
    await comments().prepare(COMMENTS_JOB, {});
    const { token } = await comments().beginComplaint(visitor(), { receipt });
    const draft = await house.it.faces.complaints.getDraft(visitor(), { token });
    expect(draft.content).toMatchObject({ clinic: CLINIC, story: text });
    expect((await comments().lookAtOwn(visitor(), { receipt })).isTied).toBe(false);
    await house.it.faces.complaints.fileComplaint(
      visitor(),
      {
        clinic: CLINIC,
        topic: 'no-shoe-covers',
        story: text,
        facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
        receiptOnly: true,
        draft: token,
      },
      { proofOfWork: 'no-script' },
    );
    expect(await comments().lookAtOwn(visitor(), { receipt })).toMatchObject({
      isTied: true,
      mayComplain: false,
    });
    await expect(comments().beginComplaint(visitor(), { receipt })).rejects.toMatchObject({
      code: 'already-exists',
    });
    const boss = await clientFor(house.it.superUrl);
    const [comment] = (
      await boss.query<Record<string, unknown>>(`select * from survey_comments where id = $1`, [id])
    ).rows;
    const [tie] = (await boss.query<Record<string, string>>(`select * from case_survey_ties`)).rows;
    // Nothing of the comment's row stands beside the case, and nothing of the case beside the comment.
    expect(Object.values(comment!)).not.toContain(tie!['case_id']);
    expect(Object.values(comment!)).not.toContain(tie!['comment_hash']);
    expect(tie!['comment_hash']).not.toBe(comment!['receipt_hash']);

    // The message is erased: nothing says any more that it was begun from a comment.
    const erased = { subjectId: tie!['case_id']!, ground: 'own-wish' };
    const system = { kind: 'system', region: REGION, name: 'test' } as const;
    await house.it.faces.complaints.eraseComplaint(system, erased);
    expect((await boss.query('select * from case_survey_ties')).rows).toEqual([]);
    await boss.end();
    expect((await comments().lookAtOwn(visitor(), { receipt })).isTied).toBe(false);
  });

  test('a form that was not sent leaves no tie', async () => {
    const { receipt } = await written(house.it, 'Долго ждали лифт.');
    await comments().prepare(COMMENTS_JOB, {});
    await comments().beginComplaint(visitor(), { receipt });
    expect((await comments().lookAtOwn(visitor(), { receipt })).isTied).toBe(false);
  });
});
