import { expect, test } from 'vitest';
import { ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { labelledTopics } from './similar-set.ts';

const house = useInstallation();
const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const CLINIC = 'msk-a-001-x';
const TOPIC = 'no-shoe-covers';
const pairs = labelledTopics().find(({ topic }) => topic === TOPIC)!.pairs;

let author: Actor;
async function citizen(): Promise<Actor> {
  const personId = await house.it.app.store.withScope(
    regionScope(REGION),
    async (tx) => {
      const id = await contactFor(tx, { email: 'alike@example.org', locale: 'ru' });
      await ensurePerson(tx, id);
      return id;
    },
    { now: house.it.clock.now() },
  );
  return {
    kind: 'person',
    region: REGION,
    personId,
    sessionId: newId(),
    provenAt: new Date('2099-01-01'),
    grants: [],
    secondFactor: false,
    origin: 'alike',
  };
}

const seen_at = () => house.it.clock.now().toISOString().slice(0, 16);
async function published(story: string, rest: object = {}, publish = true): Promise<string> {
  author ??= await citizen();
  const { number } = await house.it.faces.complaints.fileComplaint(author, {
    clinic: CLINIC,
    topic: TOPIC,
    story,
    facts: { seen_at: seen_at() },
    ...rest,
  });
  if (publish) await house.it.faces.complaints.publishComplaint(moderator, { number });
  return number;
}
const find = async (story: string, rest: object = {}) =>
  (
    await house.it.faces.complaints.findSimilar(visitor(), {
      clinic: CLINIC,
      topic: TOPIC,
      story,
      ...rest,
    })
  ).similar.map(({ number }) => number);

test('a like open case of the clinic is found; unpublished, foreign, old, closed and taken-back ones are not', async () => {
  const { faces, clock } = house.it;
  const [first, second] = [pairs[2]!, pairs[3]!];
  const like = await published(first.first.text);
  await published(second.first.text);
  await published(first.first.text, {}, false);
  await published(first.first.text, { clinic: 'msk-a-001-v' });
  const gone = await published(first.first.text);
  await faces.cases.withdrawCase(author, { number: gone });
  expect((await find(first.second.text))[0]).toBe(like);
  expect(await find(first.second.text)).not.toContain(gone);
  expect(new Set(await find(first.second.text)).size).toBe((await find(first.second.text)).length);
  expect(await find('Нет бахил')).toEqual([]);
  expect(await find(first.second.text, { clinic: 'msk-a-001-y' })).toEqual([]);

  const duplicate = await published(first.second.text);
  const { similar } = await faces.complaints.listDuplicates(moderator, { number: duplicate });
  expect(similar[0]?.number).toBe(like);
  await faces.cases.mergeCase(moderator, { number: duplicate, lead: like });
  const offered = await find(first.second.text);
  expect(offered).toContain(like);
  expect(offered).not.toContain(duplicate);
  await expect(faces.complaints.listDuplicates(author, { number: like })).rejects.toMatchObject({
    code: 'forbidden',
  });

  clock.advance(61 * 86_400_000);
  expect(await find(first.second.text)).toEqual([]);
});

test('what a story is compared by goes with the story', async () => {
  const { faces, app, clock } = house.it;
  const number = await published(pairs[5]!.first.text);
  const marks = () =>
    app.store.withScope(
      regionScope(REGION),
      async (tx) =>
        (
          await tx.db
            .selectFrom('complaints')
            .innerJoin('cases', 'cases.id', 'complaints.case_id')
            .select('likeness')
            .where('cases.number', '=', number)
            .executeTakeFirstOrThrow()
        ).likeness,
      { now: clock.now() },
    );
  expect((await marks())?.length).toBeGreaterThan(5);
  await faces.complaints.eraseOwnComplaint(author, { number, agreed: 'erase' });
  expect(await marks()).toBeNull();
  expect(await find(pairs[5]!.second.text)).not.toContain(number);
});
