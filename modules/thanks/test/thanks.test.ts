import { describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { CLINIC, citizen, worker } from '../../named-staff/test/people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const faces = () => house.it.faces;
const KIND = 'Спасибо за внимание: приняли вовремя и всё объяснили.';
const NO_SCRIPT = { proofOfWork: 'no-script' };

const sent = async (text = KIND, people: string[] = [], actor = visitor(newId())) =>
  faces().thanks.sendThanks(actor, { clinic: CLINIC, text, people }, NO_SCRIPT);
const publicPage = () => faces().thanks.listThanks(visitor(), {});
const moderator = () => worker(house.it, 'moderator@example.org', 'moderator');

describe('thanks', () => {
  test('by receipt alone: waiting, published, followed and taken back', async () => {
    const reader = await moderator();
    const { number, receipt } = await sent();
    expect(receipt.split('-')).toHaveLength(9);
    await expect(faces().thanks.getThanks(visitor(), { number })).rejects.toMatchObject(
      code('not-found'),
    );
    expect((await publicPage()).thanks.map((one) => one.number)).not.toContain(number);
    expect(await faces().thanks.followThanks(visitor(), { receipt })).toMatchObject({
      state: 'submitted',
      own: KIND,
      text: null,
    });
    const { waiting } = await faces().thanks.listWaiting(reader, {});
    expect(waiting).toMatchObject([{ number, clinic: { code: CLINIC } }]);
    await faces().thanks.publishThanks(reader, { number });
    const { thanks, total } = await publicPage();
    expect({ total, shown: thanks[0] }).toMatchObject({
      total: 1,
      shown: { number, text: KIND, people: [], clinic: { code: CLINIC } },
    });
    await expect(faces().thanks.publishThanks(reader, { number })).rejects.toMatchObject(
      code('already-done'),
    );
    await expect(
      faces().thanks.withdrawThanks(visitor(), { receipt: receipt.replace(/^\S+?-/, 'маяк-') }),
    ).rejects.toMatchObject(code('not-found'));
    await faces().thanks.withdrawThanks(visitor(), { receipt });
    expect(await publicPage()).toMatchObject({ total: 0 });
    expect(await faces().thanks.followThanks(visitor(), { receipt })).toMatchObject({
      state: 'withdrawn',
      own: KIND,
      text: null,
    });
    await expect(faces().thanks.withdrawThanks(visitor(), { receipt })).rejects.toMatchObject(
      code('already-done'),
    );
  });

  test('of nobody in particular keep the day alone, and the words sealed', async () => {
    const { number } = await sent('Спасибо регистратуре за терпение.', ['Женщина в третьем окне']);
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query<Record<string, unknown>>(
      `select t.*, p.words_sealed from thanks t join thanks_people p on p.thanks_id = t.id where number = $1`,
      [number],
    );
    const log = await boss.query<{ object: string }>(
      `select object from audit_rows where action = 'thanks.send-thanks'`,
    );
    await boss.end();
    const row = rows[0]!;
    expect(JSON.stringify(row)).not.toMatch(/регистратуре|окне/);
    expect((row['filed_at'] as Date).toISOString()).toMatch(/T00:00:00\.000Z$/);
    expect(row['author_id']).toBeNull();
    expect(log.rows.map(({ object }) => object)).not.toContain(row['id']);
  });

  test('are nobody’s business before publication, and never decided by their author', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const head = await worker(house.it, 'head@example.org', 'head');
    const executor = await worker(house.it, 'executor@example.org', 'executor');
    const own = await worker(house.it, 'own@example.org', 'moderator');
    const far = {
      ...own,
      personId: author.personId,
      grants: [
        { role: 'moderator' as const, reach: { kind: 'clinic' as const, id: author.personId } },
      ],
    };
    const { number } = await sent(KIND, [], own);
    await expect(faces().thanks.publishThanks(own, { number })).rejects.toMatchObject(
      code('forbidden'),
    );
    expect(
      (await faces().thanks.listWaiting(own, {})).waiting.map((one) => one.number),
    ).not.toContain(number);
    for (const actor of [head, executor, author, visitor(), far])
      await expect(faces().thanks.getThanks(actor, { number })).rejects.toMatchObject(
        code('not-found'),
      );
    await expect(faces().thanks.publishThanks(far, { number })).rejects.toMatchObject(
      code('not-found'),
    );
    for (const actor of [head, executor, author])
      await expect(faces().thanks.publishThanks(actor, { number })).rejects.toMatchObject(
        code('forbidden'),
      );
    expect(await faces().thanks.listToHandOver(head, {})).toEqual([]);
    await house.it.runJobs();
    expect(house.it.letters.filter(({ text }) => text.includes(number))).toEqual([]);
  });

  test('are cut, not reworded; numbers for life and names stay in only when they are meant', async () => {
    const reader = await moderator();
    const { number, receipt } = await sent(
      'Спасибо доктору Ивановой Марии Петровне, мой СНИЛС 112-233-445 95.',
    );
    const publish = (marked?: string, acknowledged?: boolean) =>
      faces().thanks.publishThanks(reader, {
        number,
        ...(marked ? { marked } : {}),
        ...(acknowledged ? { acknowledged } : {}),
      });
    await expect(publish()).rejects.toMatchObject(code('personal-data-left'));
    await expect(publish('Спасибо доктору, [[мой СНИЛС 112-233-445 95]].')).rejects.toMatchObject({
      code: 'invalid-input',
      data: { reason: 'reworded' },
    });
    await expect(
      publish('Спасибо доктору Ивановой Марии Петровне, [[мой СНИЛС 112-233-445 95]].'),
    ).rejects.toMatchObject({ code: 'personal-data-left', data: { kinds: ['person'] } });
    await publish('Спасибо доктору [[Ивановой Марии Петровне]], [[мой СНИЛС 112-233-445 95]].');
    expect(await faces().thanks.followThanks(visitor(), { receipt })).toMatchObject({
      text: 'Спасибо доктору […], […].',
      own: 'Спасибо доктору Ивановой Марии Петровне, мой СНИЛС 112-233-445 95.',
    });
  });

  test('change no number of complaints, and are counted apart', async () => {
    const reader = await moderator();
    const look = async () => {
      const {
        thanks,
        countedAt: _at,
        ...statistics
      } = await faces().complaints.getStatistics(visitor(), {});
      return {
        thanks,
        of_cases: {
          statistics,
          outcomes: await faces().complaints.countOutcomes(visitor(), { clinic: CLINIC }),
          queues: await faces().cases.countQueues(reader, {}),
          list: (await faces().complaints.listComplaints(visitor(), {})).total,
        },
      };
    };
    const before = await look();
    for (let made = 0; made < 5; made += 1) {
      const { number } = await sent(`${KIND} Уже ${made + 1}-й раз.`);
      await faces().thanks.publishThanks(reader, { number });
    }
    const after = await look();
    expect(after.of_cases).toEqual(before.of_cases);
    const months = after.thanks!.months;
    expect(months.at(-1)!.count).toBeGreaterThanOrEqual(5);
    const of_clinic = await faces().complaints.getStatistics(visitor(), { clinic: CLINIC });
    expect(of_clinic.thanks!.total).toBe(after.thanks!.total);
    const elsewhere = await faces().complaints.getStatistics(visitor(), { clinic: 'msk-a-002-x' });
    expect(elsewhere.thanks).toEqual({ total: 0, months: [] });
    const topics = before.of_cases.statistics.topics;
    const of_topic = await faces().complaints.getStatistics(visitor(), { topic: topics[0]!.code });
    expect(of_topic.thanks).toBeNull();
  });

  test('are refused for a reason that the author hears, and their words go after the term', async () => {
    const reader = await moderator();
    const author = await citizen(house.it, 'refused@example.org');
    const { number } = await sent('Лучшие зубные щётки в магазине напротив!', [], author);
    await expect(
      faces().thanks.refuseThanks(reader, { number, reason: 'other' }),
    ).rejects.toMatchObject(code('invalid-input'));
    await faces().thanks.refuseThanks(reader, {
      number,
      reason: 'advertising',
      note: 'Это о магазине.',
    });
    await house.it.runJobs();
    const letters = house.it.letters.filter(({ to }) => to === 'refused@example.org');
    expect(letters).toHaveLength(1);
    expect(letters[0]!.text).toContain('реклама');
    expect(letters[0]!.text).not.toContain('щётки');
    const { author: mine } = (await faces().thanks.getThanks(author, { number })) as {
      author: unknown;
    };
    expect(mine).toMatchObject({
      state: 'refused',
      refusal: { reason: 'advertising', note: 'Это о магазине.' },
    });
    const sweeper = { kind: 'system', region: 'RU-MOW', name: 'retention' } as const;
    expect(await faces().thanks.forgetSettled(sweeper, {})).toMatchObject({ removed: 0 });
    house.it.clock.set(new Date(house.it.clock.now().getTime() + 2161 * 3_600_000));
    expect((await faces().thanks.forgetSettled(sweeper, {})).removed).toBeGreaterThan(0);
    await expect(faces().thanks.getThanks(author, { number })).rejects.toMatchObject(
      code('not-found'),
    );
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query(
      'select text_sealed, author_id, state from thanks where number = $1',
      [number],
    );
    await boss.end();
    expect(rows).toEqual([{ text_sealed: '', author_id: null, state: 'refused' }]);
  });

  test('that sound like danger go to the duty at once and stand first', async () => {
    const reader = await moderator();
    await sent('Спасибо всем в регистратуре за работу.');
    const { number } = await sent('Спасибо, но дома муж угрожает ножом, помогите.');
    await house.it.runJobs();
    const letters = house.it.letters.filter(({ text }) => text.includes('/desk/thanks'));
    expect(letters.map(({ to }) => to)).toContain('moderator@example.org');
    expect(letters[0]!.text).not.toContain('ножом');
    expect((await faces().thanks.listWaiting(reader, {})).waiting[0]).toMatchObject({
      number,
      danger: true,
    });
  });

  test('stand in the own export and go with the own account', async () => {
    const reader = await moderator();
    const author = {
      ...(await citizen(house.it, 'leaver@example.org')),
      provenAt: house.it.clock.now(),
    };
    const { number, id } = await sent(KIND, ['Врач Снегирёва'], author);
    await faces().thanks.publishThanks(reader, { number });
    const { thanks } = await faces().complaints.exportOwn(author, {});
    expect(thanks).toMatchObject([{ number, words: KIND, people: ['Врач Снегирёва'] }]);
    await faces().complaints.eraseOwnAccount(author, { agreed: 'erase' });
    await expect(faces().thanks.getThanks(visitor(), { number })).rejects.toMatchObject(
      code('not-found'),
    );
    const cli = { kind: 'system', region: 'RU-MOW', name: 'cli' } as const;
    await faces().thanks.eraseThanks(cli, { subjectId: id, ground: 'Просьба автора' });
  });

  test('to a closed clinic are refused', async () => {
    const cli = { kind: 'system', region: 'RU-MOW', name: 'cli' } as const;
    const { faces: all } = house.it;
    const { id } = await all.registry.getClinic(visitor(), { code: 'msk-a-002-x' });
    const boss = await clientFor(house.it.superUrl);
    await boss.query(`update clinics set valid_to = '2020-01-01' where id = $1`, [id]);
    await expect(
      all.thanks.sendThanks(visitor(), { clinic: 'msk-a-002-x', text: KIND }, NO_SCRIPT),
    ).rejects.toMatchObject(code('clinic-closed'));
    await boss.query('update clinics set valid_to = null where id = $1', [id]);
    await boss.end();
    await expect(all.thanks.sendThanks(cli, { clinic: CLINIC, text: KIND })).rejects.toMatchObject(
      code('forbidden'),
    );
  });
});
