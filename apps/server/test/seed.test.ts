import { beforeAll, describe, expect, test } from 'vitest';
import {
  importCases,
  MOVES,
  OWN_STAGES,
  REJECTION_REASONS,
  RETURN_REASONS,
  STAGES,
  STATES,
} from '@otklik/cases';
import { newId, systemScope, type Actor } from '@otklik/kernel';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { demoLinks } from '../src/cli/demo-links.ts';
import { seedIfEmpty } from '../src/seed/seed.ts';
import { asSuperuser } from './seed-helpers.ts';

const house = useInstallation();
const lines: string[] = [];

const rows = <Row extends object>(query: string): Promise<Row[]> =>
  asSuperuser<Row>(house.it, query);

beforeAll(async () => {
  await seedIfEmpty(house.it, 'demo', (line) => lines.push(line));
});

describe('the demonstration', () => {
  test('tells what it does and leaves a database with cases alone', async () => {
    expect(lines[0]).toBe('Seeding 3,000 cases …');
    expect(lines.at(-1)).toMatch(/ [\d,]+ cases … done in \d+ s$/);
    expect(await seedIfEmpty(house.it, 'demo', () => undefined)).toBe(0);
  });

  test('flags what waits, by the detectors of every other door', async () => {
    const flagged = await rows<{ place: string; state: string; kinds: string[] }>(
      `select place, state, kinds from case_flags f join cases c on c.id = f.case_id`,
    );
    const places = new Set(flagged.map(({ place, state }) => `${place} ${state}`));
    for (const place of ['story submitted', 'answer answer-draft']) expect(places).toContain(place);
    expect(places).not.toContain('story closed');
    expect(flagged.some(({ kinds }) => kinds.length > 0)).toBe(true);
  });

  test('shows watched decisions with second looks, and a campaign', async () => {
    const [watched] = await rows<Record<string, number>>(`select
      (select count(*)::int from moderation_decisions where seconds is not null) as decisions,
      (select count(distinct decided_by)::int from moderation_decisions) as people,
      count(*) filter (where state = 'judged')::int as judged,
      count(*) filter (where state = 'waiting')::int as waiting,
      count(*) filter (where agrees)::int as agree,
      count(*) filter (where agrees is false)::int as differ,
      count(*) filter (where first_by = 'person:' || judged_by)::int as own
      from moderation_samples`);
    expect(watched!.decisions).toBeGreaterThan(500);
    expect(watched!.people).toBeGreaterThan(3);
    expect(watched!.judged).toBeGreaterThan(50);
    expect(watched!.waiting).toBeGreaterThan(0);
    expect(watched!.agree! / watched!.judged!).toBeGreaterThan(0.7);
    expect(watched!.differ).toBeGreaterThan(3);
    expect(watched!.own).toBe(0);
    const chief = staff(newId(), { role: 'administrator', reach: { kind: 'region' } });
    const { whole } = await house.it.faces.moderationWatch.getFigures(chief, {});
    const all = whole.find(({ rule, shift }) => rule === null && shift === null)!;
    expect(all.agreement?.share).toBeGreaterThan(0.6);
    expect(all.medianSeconds).toBeGreaterThan(20);
    const { campaigns } = await house.it.faces.campaigns.listCampaigns(chief, {});
    expect(campaigns).toMatchObject([{ kind: 'copies', members: 7, state: 'open' }]);
    const shown = await house.it.faces.campaigns.getCampaign(chief, {
      campaignId: campaigns[0]!.campaignId,
    });
    expect(shown.common).toContain('бахил');
    expect(shown.counts).toMatchObject({ all: 7, published: 2 });
  });

  test('has every state, move, reason and topic, late and in time at every stage', async () => {
    const counts = async (query: string) =>
      new Map(
        (await rows<{ key: string; n: number }>(query)).map((row) => [row.key, Number(row.n)]),
      );
    const states = await counts('select state as key, count(*) as n from cases group by 1');
    for (const state of STATES) expect(states.get(state) ?? 0, state).toBeGreaterThan(0);
    expect([...states.values()].reduce((a, b) => a + b)).toBeGreaterThan(2900);
    const moves = await counts('select move as key, count(*) as n from case_entries group by 1');
    // Whoever changes what a case is about has read it, and what is erased or taken back leaves no past
    // to tell: no dice do that.
    const read = ['change-subject', 'reroute', 'agree-term', 'erase', 'retract'];
    for (const move of Object.keys(MOVES).filter((one) => !read.includes(one)))
      expect(moves.get(move) ?? 0, move).toBeGreaterThan(0);
    const reasons = await counts(
      `select move || '/' || reason_code as key, count(*) as n from case_entries group by 1`,
    );
    for (const reason of REJECTION_REASONS)
      expect(reasons.has(`reject/${reason}`), reason).toBe(true);
    for (const reason of RETURN_REASONS)
      expect(reasons.has(`return-answer/${reason}`), reason).toBe(true);
    const late = await counts(`select stage || '/' || late as key, count(*) as n from case_clocks
      where late is not null group by 1`);
    // An author who is late has fallen silent; the rarer steps are not late in every small past.
    for (const stage of STAGES) expect(late.get(`${stage}/false`) ?? 0, stage).toBeGreaterThan(0);
    for (const stage of OWN_STAGES)
      for (const was of [true, false])
        expect(late.get(`${stage}/${was}`) ?? 0, `${stage} late ${was}`).toBeGreaterThan(0);
    const facts = await counts(`select 'rounds' as key, count(*) as n from cases where round > 1
      union all select 'topics', count(distinct subject_code) from cases
      union all select 'overdue', count(*) from cases where due_at < '${house.it.clock.now().toISOString()}'
      union all select 'clinics', count(distinct clinic_id) from cases
      union all select 'photos', count(distinct case_id) from case_photos
      union all select 'not demo', count(*) from cases where not demo
      union all select 'real people', count(*) from contacts where not synthetic
      union all select 'real doctors', count(*) from doctors where not synthetic
      union all select 'doctors', count(*) from doctors
      union all select 'letters', count(*) from letters`);
    expect(facts.get('topics')).toBe(11);
    for (const key of ['rounds', 'overdue', 'photos'])
      expect(facts.get(key), key).toBeGreaterThan(9);
    expect(facts.get('clinics')).toBeGreaterThan(70);
    expect(facts.get('doctors')).toBeGreaterThan(500);
    for (const key of ['not demo', 'real people', 'real doctors', 'letters'])
      expect(facts.get(key), key).toBe(0);
  });

  test('ends now: nothing lies ahead, every entry follows the one before', async () => {
    const now = house.it.clock.now().toISOString();
    const broken = await rows(`
      select number from cases where greatest(state_since, opened_at, published_at, closed_at) > '${now}'
      union all select case_id::text from case_entries where at > '${now}'
      union all select case_id::text from case_answers where greatest(written_at, published_at) > '${now}'
      union all select a.id::text from audit_rows a join cases c on c.id::text = a.object
        where a.at > '${now}'
      union all select case_id::text from (select *, lag(at) over w as before, lag(to_state) over w as was
        from case_entries window w as (partition by case_id order by seq)) e
        where e.seq > 1 and (e.at <= e.before or e.from_state <> e.was)
      union all select number from cases c where (c.state, c.version) is distinct from
        (select (e.to_state, e.seq) from case_entries e where e.case_id = c.id order by seq desc limit 1)
      union all select number from cases c where c.state_since is distinct from
        (select max(e.at) from case_entries e where e.case_id = c.id and e.to_state is distinct from e.from_state)`);
    expect(broken).toEqual([]);
  });

  test('every open case has who owes it and a running clock', async () => {
    const broken = await rows(`
      select c.number, c.state from cases c where c.closed_at is null and c.state <> 'draft' and (
        c.due_stage is null or not exists (select 1 from case_clocks k where k.case_id = c.id
          and k.stage = c.due_stage and k.stopped_at is null and k.due_at is not distinct from c.due_at
          and (k.due_at is not null or k.derivation ? 'missingYear')))
      union all select c.number, c.state from cases c where c.closed_at is not null and (c.due_stage is not null
        or exists (select 1 from case_clocks k where k.case_id = c.id and k.stopped_at is null))`);
    expect(broken).toEqual([]);
  });

  test('the act log is sealed and whole, with a line for every act', async () => {
    // Rows wait while an older transaction runs anywhere in the cluster; other tests share it.
    const unsealed = async () => {
      await house.it.database.sealAudit();
      return (await house.it.database.verifyAudit(REGION)).unsealed;
    };
    await expect.poll(unsealed, { timeout: 20_000 }).toBe(0);
    expect((await house.it.database.verifyAudit(REGION)).firstBad).toBeNull();
    const missing = await rows(`
      select e.case_id, e.seq from case_entries e where not exists (select 1 from audit_rows a
        where a.object = e.case_id::text and a.at = e.at and a.actor = e.actor and a.after = e.to_state)`);
    expect(missing).toEqual([]);
  });

  test('no address stands in clear in any column', async () => {
    const columns = await rows<{ t: string; c: string }>(`
      select table_name as t, column_name as c from information_schema.columns
      where table_schema = 'public' and data_type in ('text', 'jsonb', 'character varying')`);
    const found = await rows(
      columns
        .map(
          ({ t, c }) =>
            `(select '${t}.${c}' as place from "${t}" where "${c}"::text like '%demo.example%' limit 1)`,
        )
        .join(' union all '),
    );
    expect(found).toEqual([]);
  });

  test('another region sees nothing of it', async () => {
    const seen = await house.it.app.store.withScope(systemScope('RU-SPE', 'test'), (tx) =>
      tx.db.selectFrom('cases').select('id').limit(1).execute(),
    );
    expect(seen).toEqual([]);
  });

  test('is refused outside demo mode', async () => {
    const { app } = house.it;
    const real = { ...app, settings: { ...app.settings, demo: false } };
    const attempt = app.store.withScope(systemScope(REGION, 'test'), (tx) =>
      importCases(real, tx, [], 1),
    );
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('for the demo accounts', () => {
  test('the citizen has cases of his own, two of them waiting for his verdict', async () => {
    const { app, faces } = house.it;
    const link = await faces.accounts.issueDemoLink(
      { kind: 'system', region: REGION, name: 'accounts.demo' },
      { role: 'citizen' },
    );
    const citizen: Actor = { ...staff(link.personId), secondFactor: false } as Actor;
    const mine = await faces.complaints.listMyComplaints(citizen, {});
    const listed = JSON.stringify(mine);
    expect(listed.match(/"answered"/g)).toHaveLength(2);
    expect(new Set(listed.match(/"state":"[a-z-]+"/g)).size).toBeGreaterThanOrEqual(7);
    expect(app.settings.demo).toBe(true);
  });

  test('the executor whose link is printed signs for demo clinics; another executor does not', async () => {
    const { accounts, faces } = house.it;
    const printed = (await demoLinks(house.it)).find((line) => line.includes('executor'))!;
    const token = /sign-in\/([\w-]{43})/.exec(printed)![1]!;
    const { setCookies } = await accounts.completeSignIn(visitor(), { token, userAgent: null });
    const cookie = setCookies.map((line) => line.split(';')[0]).join('; ');
    const door = { region: REGION, origin: 'demo' };
    const executor = await accounts.actorFromRequest({ cookie, ...door });
    const page = JSON.stringify(await faces.cases.listQueue(executor, { queue: 'replies' }));
    const number = /"number":"([\d-]+)"/.exec(page)![1]!;
    const answer = {
      number,
      text: 'Разобрались: запись открыта на две недели вперёд, очередь у кабинета убрана.',
      outcome: 'change-made',
    } as const;
    const signature = { signerName: 'Кто-то', signerPost: 'Регистратор' };
    await expect(
      faces.cases.handInAnswer(
        staff('00000000-0000-7000-8000-0000000000ab', {
          role: 'executor',
          reach: { kind: 'region' },
        }),
        { ...answer, ...signature },
      ),
    ).rejects.toMatchObject({ code: 'forbidden', data: { reason: 'not-a-signer' } });
    await faces.cases.handInAnswer(executor, answer);
    const [signed] = await rows<{ signer_name: string }>(
      `select a.signer_name from case_answers a join cases c on c.id = a.case_id
       where c.number = '${number}' order by a.written_at desc limit 1`,
    );
    expect(signed!.signer_name).toBe('Орлова М. С.');
  });

  test('moderator, executor and controller find filled queues', async () => {
    const region = { kind: 'region' } as const;
    for (const [role, queue] of [
      ['moderator', 'moderation'],
      ['moderator', 'answers'],
      ['executor', 'replies'],
      ['controller', 'control'],
    ] as const) {
      const page = await house.it.faces.cases.listQueue(
        staff('00000000-0000-7000-8000-0000000000aa', { role, reach: region }),
        { queue },
      );
      expect(JSON.stringify(page), `${role} ${queue}`).toContain('"number"');
    }
    const list = await house.it.faces.complaints.listComplaints(visitor(), {});
    expect(JSON.stringify(list)).toContain('"number"');
  });
});
