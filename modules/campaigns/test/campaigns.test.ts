import { beforeAll, describe, expect, test } from 'vitest';
import { isAppError, newId, regionScope, type Actor, type Tx } from '@otklik/kernel';
import { citizen, CLINIC, submitted, worker, type Person } from '../../desk/test/people.ts';
import {
  proven,
  REGION,
  staff,
  useInstallation,
  visitor,
} from '../../../tests/support/installation.ts';
import { labelledTopics } from '../../complaints/test/similar-set.ts';
import { findCampaigns } from '../src/jobs/find-campaigns.ts';

const house = useInstallation();
const campaigns = () => house.it.faces.campaigns;
const code = (refused: string) => ({ code: refused });
const HOUR_MS = 3_600_000;
const HOUSE = { copiesMin: 5, likenessPercent: 70, windowDays: 14 };

const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  house.it.app.store.withScope(regionScope(REGION), work, { now: house.it.clock.now() });
const find = () =>
  findCampaigns.run({ app: house.it.app, payload: {}, signal: new AbortController().signal });

const TEXT =
  'В поликлинике третий месяц не работает лифт, пожилые люди и родители с колясками поднимаются на пятый этаж ' +
  'пешком. Главный врач обещал ремонт весной, но ничего не сделано. Просим департамент проверить договор на ' +
  'обслуживание лифта и назвать день, когда он заработает. ' +
  'На первом этаже нет ни скамеек, ни воды, регистратура отвечает, что заявка подана, а подрядчик не выходит. ' +
  'Дежурный администратор предлагает ждать врача на улице или приходить в другой день, хотя талоны выданы на ' +
  'месяц вперёд. Обращение подписали жители трёх домов, и каждый из нас готов подтвердить сказанное. Просим ' +
  'ответить по существу: кто отвечает за лифт, когда придёт мастер и где до ремонта будут принимать тех, кто не ' +
  'может подняться сам.';
const WORDS = TEXT.split(' ');
const copy = (n: number): string =>
  WORDS.toSpliced((n * 5) % WORDS.length, 0, `наш-${n % 4}`).join(' ');

let moderator: Person;
let people: Person[];

beforeAll(async () => {
  moderator = await worker(house.it, 'k-moderator@example.org', 'moderator');
  const admin = proven(await worker(house.it, 'k-first-admin@example.org', 'administrator'));
  // Twenty copies in an hour would be a flood too; that is looked at by itself.
  await campaigns().saveRules(admin, { ...HOUSE, floodMin: 1000 });
  people = [];
  for (let n = 0; n < 6; n += 1) people.push(await citizen(house.it, `k-${n}@example.org`));
});

const membersOf = (kind: 'copies' | 'flood') =>
  inRegion((tx) =>
    tx.db
      .selectFrom('campaign_members as member')
      .innerJoin('campaigns', (join) =>
        join
          .onRef('campaigns.region_id', '=', 'member.region_id')
          .onRef('campaigns.id', '=', 'member.campaign_id'),
      )
      .innerJoin('cases', 'cases.id', 'member.case_id')
      .select(['cases.number', 'campaigns.id as campaign', 'member.likeness'])
      .where('campaigns.kind', '=', kind)
      .orderBy('cases.number')
      .execute(),
  );
const rowOf = (number: string) =>
  inRegion((tx) =>
    tx.db.selectFrom('cases').selectAll().where('number', '=', number).executeTakeFirstOrThrow(),
  );

describe('a copy-paste campaign', () => {
  const copies: string[] = [];

  test('is one from the fifth copy on, and nothing of its messages changes', async () => {
    const honest = await submitted(
      house.it,
      people[0]!,
      'Лифт стоит неделю, кабинет невролога на четвёртом этаже.',
    );
    for (let n = 0; n < 4; n += 1) copies.push(await submitted(house.it, people[n]!, copy(n)));
    await find();
    expect(await membersOf('copies')).toEqual([]);
    const before = await Promise.all(copies.map(rowOf));
    copies.push(await submitted(house.it, people[4]!, copy(4)));
    await find();
    const members = await membersOf('copies');
    expect(members.map(({ number }) => number)).toEqual(copies.toSorted());
    expect(new Set(members.map(({ campaign }) => campaign)).size).toBe(1);
    for (const { likeness } of members) expect(likeness).toBeGreaterThanOrEqual(0.7);
    // Whoever looks at the cases sees what was there before: state, clock, version.
    expect(await Promise.all(copies.slice(0, 4).map(rowOf))).toEqual(before);
    expect(members.map(({ number }) => number)).not.toContain(honest);
  });

  test('takes further copies in, and is not looked through again', async () => {
    for (let n = 5; n < 20; n += 1) copies.push(await submitted(house.it, people[n % 6]!, copy(n)));
    await find();
    const members = await membersOf('copies');
    expect(members.map(({ number }) => number)).toEqual(copies.toSorted());
    expect(new Set(members.map(({ campaign }) => campaign)).size).toBe(1);
    await find();
    expect(await membersOf('copies')).toEqual(members);
  });

  test('is shown as one: in the queue, in its filter and on its page', async () => {
    const { desk } = house.it.faces;
    const { cases } = await desk.findInQueue(moderator, { queue: 'moderation', limit: 50 });
    const [first] = await membersOf('copies');
    const campaign = { id: first!.campaign, members: 20 };
    const tagged = cases.filter((one) => one.campaign !== null);
    expect(tagged.map(({ number }) => number).toSorted()).toEqual(copies.toSorted());
    expect(
      tagged.every((one) => one.campaign?.id === campaign.id && one.campaign.members === 20),
    ).toBe(true);
    const narrowed = await desk.findInQueue(moderator, {
      queue: 'moderation',
      campaign: campaign.id,
    });
    expect(narrowed.total).toBe(20);
    const shown = await campaigns().getCampaign(moderator, { campaignId: campaign.id });
    expect(shown).toMatchObject({
      kind: 'copies',
      state: 'open',
      counts: { all: 20, signedIn: 20, byReceipt: 0, byEmail: 0, byKey: 0, waiting: 20 },
      hours: [{ n: 20 }],
      pages: 1,
    });
    expect(shown.members).toHaveLength(20);
    const parts = shown.members[1]!.diff!.filter(({ kind }) => kind !== 'same');
    expect(parts.length).toBeGreaterThan(0);
    expect(parts.every(({ text }) => text.startsWith('наш-'))).toBe(true);
    const listed = await campaigns().listCampaigns(moderator, {});
    expect(listed.campaigns).toMatchObject([{ campaignId: campaign.id, members: 20 }]);
    for (const one of [people[0]!, await worker(house.it, 'k-clinic@example.org', 'executor')])
      await expect(campaigns().listCampaigns(one, {})).rejects.toMatchObject(code('forbidden'));
  });

  test('what sounds like danger stands first, and each message is decided about by itself', async () => {
    const danger = await submitted(
      house.it,
      people[5]!,
      `${TEXT} Отец потерял сознание прямо в очереди, помогите.`,
    );
    await find();
    const [{ campaign: campaignId } = expect.fail()] = await membersOf('copies');
    const { members, counts } = await campaigns().getCampaign(moderator, { campaignId });
    expect(counts.all).toBe(21);
    expect(members[0]!.number).toBe(danger);
    // Its author had an alarm raised, as anybody would.
    expect((await rowOf(danger)).state).toBe('danger');
    await house.it.faces.complaints.publishComplaint(moderator, { number: copies[0]! });
    expect((await rowOf(copies[0]!)).state).toBe('in-work');
    expect((await rowOf(copies[1]!)).state).toBe('submitted');
    const { figures } = await campaigns().getCampaign(moderator, { campaignId });
    expect(figures.with - figures.without).toBe(1);
  });

  test('is there for whom reaches one of its messages, and judged by whom reaches them all', async () => {
    const { faces } = house.it;
    const clinics = await inRegion((tx) =>
      tx.db
        .selectFrom('clinics')
        .select(['code', 'district_id'])
        .where('region_id', '=', REGION)
        .execute(),
    );
    const usual = clinics.find((one) => one.code === CLINIC)?.district_id;
    const [one, elsewhere] = [
      ...new Map(
        clinics
          .filter((it) => it.district_id && it.district_id !== usual)
          .map((it) => [it.district_id, it]),
      ).values(),
    ];
    const { code: clinic, district_id } = one!;
    const { number } = await faces.complaints.fileComplaint(people[3]!, {
      clinic,
      topic: 'no-shoe-covers',
      story: copy(1),
      facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
    });
    await find();
    const [{ campaign: campaignId } = expect.fail()] = await membersOf('copies');
    const of = (role: 'moderator' | 'controller', id: string): Actor =>
      staff(newId(), { role, reach: { kind: 'district', id } });
    const near = of('moderator', district_id!);
    expect((await campaigns().listCampaigns(near, {})).campaigns).toMatchObject([
      { campaignId, members: 1 },
    ]);
    const shown = await campaigns().getCampaign(near, { campaignId });
    expect(shown.members.map((one) => one.number)).toEqual([number]);
    expect(shown.counts.all).toBe(1);
    const judged = { campaignId, finding: 'judged', words: 'Один листок.' } as const;
    for (const one of [near, of('controller', district_id!)])
      await expect(campaigns().judgeCampaign(one, judged)).rejects.toMatchObject({
        code: 'forbidden',
        data: { reason: 'members-beyond-reach' },
      });
    for (const actor of [of('moderator', elsewhere!.district_id!), of('controller', 'nowhere')]) {
      expect((await campaigns().listCampaigns(actor, {})).campaigns).toEqual([]);
      await expect(campaigns().getCampaign(actor, { campaignId })).rejects.toMatchObject(
        code('not-found'),
      );
      await expect(campaigns().judgeCampaign(actor, judged)).rejects.toMatchObject(
        code('not-found'),
      );
    }
  });

  test('is judged once, with words that stay sealed; dismissed it is shown no more', async () => {
    const [{ campaign: campaignId } = expect.fail()] = await membersOf('copies');
    const judged = { campaignId, finding: 'dismissed', words: 'Жители одного дома.' } as const;
    await expect(campaigns().judgeCampaign(people[0]!, judged)).rejects.toMatchObject(
      code('forbidden'),
    );
    await campaigns().judgeCampaign(moderator, judged);
    await expect(campaigns().judgeCampaign(moderator, judged)).rejects.toMatchObject(
      code('already-done'),
    );
    expect((await campaigns().getCampaign(moderator, { campaignId })).finding).toBe(judged.words);
    const row = await inRegion((tx) =>
      tx.db.selectFrom('campaigns').selectAll().where('id', '=', campaignId).executeTakeFirst(),
    );
    expect(row?.finding_sealed).not.toContain('Жители');
    const { cases } = await house.it.faces.desk.findInQueue(moderator, { queue: 'moderation' });
    expect(cases.every((one) => one.campaign === null)).toBe(true);
  });

  test('forgets what erased words were compared by', async () => {
    const own = copies[1]!;
    const { id } = await rowOf(own);
    const left = (table: 'filing_sketches' | 'filing_bands') =>
      inRegion((tx) =>
        tx.db.selectFrom(table).select('case_id').where('case_id', '=', id).execute(),
      );
    expect(await left('filing_bands')).toHaveLength(8);
    await house.it.faces.complaints.eraseOwnComplaint(proven(people[1]!), {
      number: own,
      agreed: 'erase',
    });
    expect(await left('filing_bands')).toEqual([]);
    expect(await left('filing_sketches')).toEqual([]);
    const system: Actor = { kind: 'system', region: REGION, name: 'retention' };
    house.it.clock.advance(31 * 24 * HOUR_MS);
    expect(await house.it.faces.complaints.forgetSketches(system, {})).toMatchObject({ held: 0 });
    const rows = await inRegion((tx) =>
      tx.db.selectFrom('filing_sketches').select('case_id').execute(),
    );
    expect(rows).toEqual([]);
  });
});

test('words that were mended are compared anew', async () => {
  const { faces, clock } = house.it;
  const author = await citizen(house.it, 'k-mends@example.org');
  const number = await submitted(house.it, author, 'Лифт стоит, подняться нельзя.');
  await find();
  const { id } = await rowOf(number);
  const sketch = () =>
    inRegion((tx) =>
      tx.db
        .selectFrom('filing_sketches')
        .selectAll()
        .where('case_id', '=', id)
        .executeTakeFirstOrThrow(),
    );
  const before = await sketch();
  expect(before.is_compared).toBe(true);
  await faces.cases.returnCase(moderator, { number, reason: 'unclear' });
  await faces.complaints.resubmitComplaint(author, {
    number,
    story: TEXT,
    facts: { seen_at: clock.now().toISOString().slice(0, 16) },
  });
  const after = await sketch();
  expect(after).toMatchObject({ is_compared: false });
  expect(after.sketch).not.toEqual(before.sketch);
});

describe('a flood', () => {
  test('of more messages about a clinic than an hour has is one, and each stays what it is', async () => {
    const admin = proven(await worker(house.it, 'k-admin@example.org', 'administrator'));
    await campaigns().saveRules(admin, { ...HOUSE, floodMin: 12 });
    house.it.clock.advance(2 * HOUR_MS);
    const stories = labelledTopics().flatMap(({ pairs }) => pairs.map(({ first }) => first.text));
    const filed: string[] = [];
    for (let n = 0; n < 11; n += 1)
      filed.push(await submitted(house.it, people[n % 6]!, stories[n]));
    await find();
    expect(await membersOf('flood')).toEqual([]);
    filed.push(await submitted(house.it, people[0]!, stories[11]));
    await find();
    const flooded = await membersOf('flood');
    expect(flooded.map(({ number }) => number)).toEqual(filed.toSorted());
    expect(flooded.every(({ likeness }) => likeness === null)).toBe(true);
    for (const number of filed) expect((await rowOf(number)).state).toBe('submitted');
    await expect(
      campaigns().saveRules(proven(moderator), {
        copiesMin: 5,
        likenessPercent: 70,
        windowDays: 14,
        floodMin: 12,
      }),
    ).rejects.toMatchObject(code('forbidden'));
  });
});

test('an account files twenty an hour, is told when to come back, and then goes on', async () => {
  const author = await citizen(house.it, 'k-much@example.org');
  for (let n = 0; n < 20; n += 1) await submitted(house.it, author);
  await expect(submitted(house.it, author)).rejects.toMatchObject({
    code: 'too-many-requests',
    data: { retryAfter_s: expect.any(Number) },
  });
  house.it.clock.advance(HOUR_MS);
  await submitted(house.it, author);
});

test('of hundreds of filings past the limits each that was acknowledged is there, once', async () => {
  const { faces, clock } = house.it;
  clock.advance(2 * HOUR_MS);
  const TRIES = 500;
  const NETWORKS = 40;
  const seen_at = clock.now().toISOString().slice(0, 16);
  const acknowledged: string[] = [];
  const refused: string[] = [];
  const file = async (n: number): Promise<void> => {
    const network = n % NETWORKS;
    const pair = Math.floor(n / NETWORKS / 2);
    try {
      const { number } = await faces.complaints.fileComplaint(
        visitor(`flood-${network}`),
        {
          clinic: CLINIC,
          topic: 'no-shoe-covers',
          story: `Сообщение ${pair} из сети ${network}: бахил нет.`,
          facts: { seen_at },
          email: `flood-${pair}-${network}@example.org`,
        },
        // Sent twice, as a browser does that lost the answer: it is one filing.
        { proofOfWork: 'no-script', idempotencyKey: `flood-${pair}-${network}` },
      );
      acknowledged.push(number);
    } catch (error) {
      if (!isAppError(error)) throw error;
      refused.push(error.code);
    }
  };
  for (let from = 0; from < TRIES; from += 20)
    await Promise.all(Array.from({ length: 20 }, (_, at) => file(from + at)));
  expect(acknowledged.length + refused.length).toBe(TRIES);
  // Without script ten an hour from one network; whoever sends a form twice spends two.
  expect(acknowledged).toHaveLength(NETWORKS * 10);
  expect(new Set(refused)).toEqual(new Set(['too-many-requests']));
  const rows = await inRegion((tx) =>
    tx.db
      .selectFrom('cases')
      .innerJoin('complaints', 'complaints.case_id', 'cases.id')
      .select('cases.number')
      .where('cases.number', 'in', acknowledged)
      .execute(),
  );
  expect(rows.map(({ number }) => number).toSorted()).toEqual(
    [...new Set(acknowledged)].toSorted(),
  );
  expect(new Set(acknowledged).size).toBe(acknowledged.length / 2);
});
