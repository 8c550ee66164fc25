import { beforeAll, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { CLINIC, citizen, worker, type Person } from '../../desk/test/people.ts';
import { COMMENTS_JOB, prepareHouse, written } from './writing.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const comments = () => house.it.faces.surveyComments;
const crowd = () => house.it.faces.crowd;
const RETENTION = { kind: 'system', region: REGION, name: 'retention' } as const;
const PROJECT = 'for-comments';
const WORDS = 'Повесьте у кабинета табло с отставанием приёма.';

let author: Person;

const send = (by: Person, text: string, token?: string) =>
  crowd().sendProposal(by, {
    project: PROJECT,
    direction: 'feedback',
    text,
    clinic: CLINIC,
    ...(token ? { token } : {}),
  });
const own = (receipt: string) => comments().lookAtOwn(visitor(), { receipt });
async function prepared(text = WORDS) {
  const made = await written(house.it, text);
  await comments().prepare(COMMENTS_JOB, {});
  return made;
}
async function ask(sql: string) {
  const boss = await clientFor(house.it.superUrl);
  const { rows } = await boss.query<Record<string, unknown>>(sql);
  await boss.end();
  return rows;
}
const isThere = (values: readonly unknown[], value: unknown): boolean =>
  values.some((one) => String(one) === String(value));

beforeAll(async () => {
  await prepareHouse(house.it);
  author = await citizen(house.it, 'author@example.org');
});

// In the order of a story: first no project takes proposals.
test('nothing is offered while no project takes proposals', async () => {
  const { receipt } = await prepared();
  expect(await own(receipt)).toMatchObject({ mayPropose: false, isProposed: false });
  await expect(comments().beginProposal(visitor(), { receipt })).rejects.toMatchObject(
    code('window-over'),
  );
  const today = house.it.clock.now().toISOString().slice(0, 10);
  await crowd().openProject(await worker(house.it, 'administrator@example.org', 'administrator'), {
    code: PROJECT,
    titleRu: 'Что изменить',
    titleEn: 'What to change',
    goalRu: 'Спрашиваем, чего не хватает.',
    goalEn: 'We ask what is missing.',
    hostRu: 'Департамент',
    hostEn: 'The department',
    directions: ['comfort', 'feedback', 'access'].map((one) => ({
      code: one,
      ru: `Про ${one}`,
      en: `On ${one}`,
    })),
    opensOn: today,
    closesOn: '2099-12-31',
  });
  expect(await own(receipt)).toMatchObject({ mayPropose: true });
});

test('a comment becomes a proposal when its author sends it, and not before', async () => {
  const { id, receipt } = await prepared();
  const { token } = await comments().beginProposal(visitor(), { receipt });
  expect(await crowd().getDraft(visitor(), { token })).toEqual({
    text: WORDS,
    clinic: expect.objectContaining({ code: CLINIC }),
  });
  // Begun and not sent: no tie, and nothing that can be read of what waits.
  expect(await own(receipt)).toMatchObject({ mayPropose: true, isProposed: false });
  expect(await ask(`select * from crowd_proposal_ties`)).toEqual([]);
  expect(JSON.stringify(await ask(`select * from crowd_drafts`))).not.toMatch(/табло|msk-a/);

  const { number } = await send(author, WORDS, token);
  expect(await own(receipt)).toMatchObject({ mayPropose: false, isProposed: true, isTied: false });
  expect(await ask(`select * from crowd_drafts`)).toEqual([]);
  const [comment] = await ask(`select * from survey_comments where id = '${id}'`);
  const [tie] = await ask(`select * from crowd_proposal_ties`);
  const [row] = await ask(`select * from crowd_proposals where number = '${number}'`);
  // Nothing of the comment's row stands beside the proposal, and nothing of the proposal beside the comment.
  for (const value of Object.values(comment!).filter((one) => String(one).length > 12)) {
    expect(isThere(Object.values(tie!), value)).toBe(false);
    expect(isThere([row!['id'], row!['author_id'], row!['data_key_id']], value)).toBe(false);
  }
  const log = await ask(`select * from audit_rows where action = 'survey-comments.begin-proposal'`);
  expect(log.length).toBeGreaterThan(0);
  for (const line of log) expect(line).toMatchObject({ object: '' });

  // Its complaint is another matter, and still open to its author.
  expect(await own(receipt)).toMatchObject({ mayComplain: true });
  await comments().beginComplaint(visitor(), { receipt });
  const [complaint] = await ask(`select * from complaint_draft_ties`);
  expect(complaint!['comment_hash']).not.toBe(tie!['comment_hash']);
  const second = { kind: 'visitor' as const, region: REGION, origin: 'second' };
  await expect(comments().beginProposal(second, { receipt })).rejects.toMatchObject(
    code('already-exists'),
  );
  // Taken back, nothing says any more that it was begun from a comment; it may be proposed anew.
  await crowd().withdrawProposal(author, { number });
  expect(await ask(`select * from crowd_proposal_ties`)).toEqual([]);
  expect(await own(receipt)).toMatchObject({ mayPropose: true, isProposed: false });
});

test('two forms of one receipt make one proposal', async () => {
  const { receipt } = await prepared('Сделайте вторую дверь для колясок.');
  const other = await citizen(house.it, 'other@example.org');
  const [one, two] = [
    await comments().beginProposal(visitor(), { receipt }),
    await comments().beginProposal(visitor(), { receipt }),
  ];
  const sent = await Promise.allSettled([
    send(author, 'Сделайте вторую дверь для колясок.', one.token),
    send(other, 'Сделайте вторую дверь для колясок.', two.token),
  ]);
  expect(sent.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(sent.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: code('already-exists'),
  });
  expect(await ask(`select * from crowd_proposal_ties`)).toHaveLength(1);
});

test('a receipt that is none, a signed-in holder and a form that is gone are refused', async () => {
  await expect(
    comments().beginProposal(visitor(), { receipt: 'нет такого' }),
  ).rejects.toMatchObject(code('not-found'));
  const { receipt } = await prepared('Поставьте скамейку у входа.');
  // Of somebody signed in the log would say who held a receipt.
  await expect(comments().beginProposal(author, { receipt })).rejects.toMatchObject(
    code('forbidden'),
  );
  const { token } = await comments().beginProposal(visitor(), { receipt });
  house.it.clock.advance(8 * 86_400_000);
  expect(await crowd().forgetDrafts(RETENTION, {})).toMatchObject({ removed: 2 });
  await expect(send(author, 'Поставьте скамейку у входа.', token)).rejects.toMatchObject(
    code('not-found'),
  );
});
