import sharp from 'sharp';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, runQuery, type Actor, type App, type Tx } from '@otklik/kernel';
import { runRetention } from '../../../apps/server/src/retention.ts';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { newReceipt, parseReceipt, RECEIPT_WORDS } from '@otklik/cases';
import { followCase } from '../src/queries/follow-case.ts';

const house = useInstallation();
const HOUR_MS = 3_600_000;
const everywhere = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: everywhere });
const executor = staff(newId(), { role: 'executor', reach: everywhere });
const controller = staff(newId(), { role: 'controller', reach: everywhere });
const NO_SCRIPT = { proofOfWork: 'no-script' } as const;
const answer = {
  text: 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.',
  outcome: 'change-made',
  signerName: 'Петрова В. В.',
  signerPost: 'Заведующая филиалом',
} as const;
const form = () => ({
  clinic: 'msk-a-001-x',
  topic: 'no-shoe-covers',
  story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
  facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
});
const code = (wanted: string) => ({ code: wanted });
let boss: pg.Client;
beforeAll(async () => {
  boss = await clientFor(house.it.superUrl);
});
afterAll(() => boss.end());

let people = 0;
async function filed(over: Record<string, unknown> = {}) {
  people += 1;
  return house.it.faces.complaints.fileComplaint(
    visitor(`alone-${people}`),
    { ...form(), receiptOnly: true, ...over } as never,
    NO_SCRIPT,
  );
}
async function confirmed(over: Record<string, unknown> = {}) {
  const sent = await filed(over);
  const done = await house.it.faces.complaints.confirmReceipt(visitor(`alone-${people}`), {
    receipt: sent.receipt,
  });
  const { caseId } = done;
  const author: Actor = { kind: 'receipt', region: REGION, caseId, origin: 'x' };
  return { ...done, receipt: sent.receipt, author };
}
const view = async (number: string, actor: Actor = visitor()) =>
  (await house.it.faces.complaints.getComplaint(actor, { number })).case;

describe('by receipt alone', () => {
  test('reaches the moderator once the code was typed back, and no letter is written', async () => {
    const { faces, letters, runJobs } = house.it;
    const before = letters.length;
    const sent = await filed({ email: 'dropped@example.org' });
    expect(sent).toMatchObject({ state: 'draft', byReceipt: true });
    await expect(
      faces.complaints.publishComplaint(moderator, { number: sent.number }),
    ).rejects.toMatchObject(code('move-impossible'));
    const found = await faces.complaints.followCase(visitor('a'), { receipt: sent.receipt });
    expect(found).toMatchObject({ number: sent.number, awaitsReceipt: true });
    const words = sent.receipt.split('-');
    const swapped = [words[1], words[0], ...words.slice(2)].join(' ');
    await expect(
      faces.complaints.confirmReceipt(visitor('a'), { receipt: swapped }),
    ).rejects.toMatchObject(code('not-found'));
    const typed = words.map((word) => word.slice(0, 4).toUpperCase()).join(', ');
    const back = { receipt: typed };
    expect(await faces.complaints.confirmReceipt(visitor('a'), back)).toMatchObject({
      number: sent.number,
      state: 'submitted',
    });
    // A second press finds it done.
    expect(await faces.complaints.confirmReceipt(visitor('a'), back)).toMatchObject({
      state: 'submitted',
    });
    await faces.complaints.publishComplaint(moderator, { number: sent.number });
    await runJobs();
    expect(letters.slice(before).map(({ to }) => to)).toEqual([]);
  });

  test('an address that was merely forgotten is asked for; a machine has to name one', async () => {
    const { faces } = house.it;
    const machine: Actor = {
      kind: 'key',
      region: REGION,
      keyId: newId(),
      scopes: ['complaints:write'],
      origin: 'k',
    };
    for (const [actor, body] of [
      [visitor('b'), form()],
      [visitor('b'), { ...form(), receiptOnly: false }],
      [machine, { ...form(), receiptOnly: true }],
    ] as const)
      await expect(
        faces.complaints.fileComplaint(actor, body as never, NO_SCRIPT),
      ).rejects.toMatchObject({ data: { issues: [{ path: 'email', code: 'required' }] } });
  });

  test('a complaint with an address is confirmed by its link alone, never by its receipt', async () => {
    const { faces } = house.it;
    const sent = await filed({ receiptOnly: undefined, email: 'mine@example.org' });
    const back = { receipt: sent.receipt };
    expect(await faces.complaints.followCase(visitor('c'), back)).toMatchObject({
      awaitsReceipt: false,
    });
    expect(await faces.complaints.confirmReceipt(visitor('c'), back)).toMatchObject({
      state: 'draft',
    });
  });

  test('the dialogue, the verdict, the dispute and the reopening are the holder’s', async () => {
    const { faces } = house.it;
    const { number, author } = await confirmed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    await faces.cases.answerQuestion(author, { number, text: 'В понедельник.' });
    await faces.cases.handInAnswer(executor, { number, ...answer });
    await faces.cases.publishAnswer(moderator, { number });
    await faces.cases.giveVerdict(author, {
      number,
      verdict: 'disputed',
      unanswered: 'Бахил нет и сегодня.',
    });
    await faces.cases.decideControl(controller, {
      number,
      finding: 'dispute-upheld',
      note: 'Проверено: бахил нет.',
    });
    await faces.cases.handInAnswer(executor, { number, ...answer });
    await faces.cases.publishAnswer(moderator, { number });
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    await faces.cases.reopenCase(author, { number, note: 'Снова нет бахил.' });
    expect(await view(number)).toMatchObject({ state: 'in-work', round: 3 });
  });

  test('in danger it goes to the duty at once, and on to the moderator once typed back', async () => {
    const { number, author } = await confirmed({ danger: 'yes' });
    expect((await view(number, author)).state).toBe('danger');
    await house.it.faces.cases.settleDanger(moderator, {
      number,
      finding: 'false-alarm',
      reason: 'misread',
    } as never);
    expect((await view(number, author)).state).toBe('submitted');
  });
});

describe('receipts that open nothing', () => {
  /** The queries and keyed hashes of one look, in order. */
  async function work(receipt: string): Promise<{ outcome: string; done: string[] }> {
    const { app } = house.it;
    const done: string[] = [];
    const counting = {
      ...app,
      ports: {
        ...app.ports,
        keys: {
          ...app.ports.keys,
          hash: (purpose: string, value: string) => {
            done.push(`hash ${purpose}`);
            return app.ports.keys.hash(purpose, value);
          },
        },
      },
      store: {
        ...app.store,
        withScope: (scope: never, run: (tx: Tx) => Promise<unknown>, options: never) =>
          app.store.withScope(
            scope,
            (tx) =>
              run({
                ...tx,
                db: tx.db.withPlugin({
                  transformQuery: ({ node }) => {
                    done.push(`query ${node.kind}`);
                    return node;
                  },
                  transformResult: async ({ result }) => result,
                }),
              }),
            options,
          ),
      },
    } as unknown as App;
    const outcome = await runQuery(counting, visitor('work'), followCase, { receipt }).then(
      () => 'opened',
      (error: { code: string; data: object }) => `${error.code} ${JSON.stringify(error.data)}`,
    );
    return { outcome, done };
  }

  test('mistyped, guessed and expired answer alike, by the same work', async () => {
    const { faces } = house.it;
    const living = await confirmed();
    const gone = await confirmed();
    await faces.complaints.eraseOwnComplaint(gone.author, { number: gone.number, agreed: 'erase' });
    const guessed = await filed();
    await boss.query('update cases set receipt_hash = $2 where number = $1', [guessed.number, 'x']);
    const opened = await work(living.receipt);
    expect(opened.outcome).toBe('opened');
    const typed = [
      'не тот код',
      living.receipt.replace(/^[а-я]+/, 'якорь'),
      gone.receipt,
      guessed.receipt,
      'AAAA-AAAA-AAAA-AAAA-AAAA-AA',
      'x'.repeat(300),
    ];
    for (const receipt of typed) {
      const { outcome, done } = await work(receipt);
      expect(outcome).toBe('not-found {"kind":"receipt"}');
      const parts = Array(3).fill('hash receipt-part');
      expect(done).toEqual([...parts, 'hash receipt', 'query SelectQueryNode']);
      // Only who is in lets the tries before be forgotten.
      expect([...done, 'query RawNode']).toEqual(opened.done);
    }
  });

  /** A whole code with some words of another one. */
  const codeWith = (known: readonly string[], at: number): string => {
    const words = newReceipt().split('-').slice(0, 8);
    words.splice(at, known.length, ...known);
    const last = RECEIPT_WORDS.find((word) => parseReceipt([...words, word].join('-')));
    return [...words, last].join('-');
  };

  test('who has seen a part of a code waits longer and longer, from wherever; its holder gets in', async () => {
    const { faces, clock } = house.it;
    const { receipt } = await confirmed();
    const other = await confirmed();
    let networks = 0;
    const guess = (typed: string) => {
      networks += 1;
      return faces.complaints.followCase(visitor(`net-${networks}`), { receipt: typed }).then(
        () => 'opened',
        (error: { code: string; data: { retryAfter_s?: number } }) =>
          [error.code, error.data.retryAfter_s ?? ''].join(' ').trim(),
      );
    };
    const words = receipt.split('-');
    const first = () => codeWith(words.slice(0, 3), 0);
    for (let count = 0; count < 5; count += 1) expect(await guess(first())).toBe('not-found');
    expect(await guess(first())).toBe('too-many-requests 30');
    // Another third is another target; what is no code waits for nobody.
    expect(await guess(codeWith(words.slice(3, 6), 3))).toBe('not-found');
    for (let count = 0; count < 6; count += 1)
      expect(await guess(words.slice(0, 8).join('-'))).toBe('not-found');
    expect(await guess(other.receipt)).toBe('opened');
    expect(await guess(receipt)).toBe('too-many-requests 30');
    clock.advance(30_000);
    expect(await guess(receipt)).toBe('opened');
    expect(await guess(first())).toBe('not-found');
  });

  test('thirty tries a network in a quarter of an hour, at each door', async () => {
    const { faces } = house.it;
    const guess = (door: 'followCase' | 'confirmReceipt') =>
      faces.complaints[door](visitor('guesser'), { receipt: 'guess' });
    for (const door of ['followCase', 'confirmReceipt'] as const) {
      for (let count = 0; count < 30; count += 1)
        await expect(guess(door)).rejects.toMatchObject(code('not-found'));
      await expect(guess(door)).rejects.toMatchObject(code('too-many-requests'));
    }
  });
});

describe('what is kept beside an anonymous message', () => {
  /** Tables with a row of the case in which this moment stands. */
  async function tablesWith(caseId: string, moment: string): Promise<string[]> {
    const { rows } = await boss.query<{ t: string }>(
      `select quote_ident(table_name) as t from information_schema.tables
       where table_schema = 'public' and table_type = 'BASE TABLE'`,
    );
    const found: string[] = [];
    for (const { t } of rows) {
      const hit = await boss.query(
        `select 1 from ${t} as row where row_to_json(row)::text like $1
         and row_to_json(row)::text like $2 limit 1`,
        [`%${caseId}%`, `%:${moment}%`],
      );
      if (hit.rowCount) found.push(t);
    }
    return found;
  }
  const retain = async () => {
    expect(await runRetention(house.it, new AbortController().signal)).toBe(0);
  };

  test('no moment of its author stays longer than 72 hours; the order of its entries does', async () => {
    const { faces, clock } = house.it;
    // Minutes and seconds that nothing else in this file has.
    clock.set(new Date('2026-07-01T09:17:23.451Z'));
    const { number, caseId, author } = await confirmed();
    clock.set(new Date('2026-07-01T09:40:00Z'));
    await faces.cases.returnCase(moderator, { number, reason: 'unclear' });
    clock.set(new Date('2026-07-01T10:17:23.454Z'));
    const create = { width: 64, height: 48, channels: 3, background: '#888' } as const;
    const photo = new Uint8Array(await sharp({ create }).jpeg().toBuffer());
    await faces.complaints.addOwnPhoto(author, { number, photo });
    const { story } = form();
    await faces.complaints.resubmitComplaint(author, { number, story: `${story} Снимок есть.` });
    clock.set(new Date('2026-07-01T10:40:00Z'));
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    clock.set(new Date('2026-07-01T11:17:23.452Z'));
    await faces.cases.answerQuestion(author, { number, text: 'В понедельник.' });
    clock.set(new Date('2026-07-01T12:40:00Z'));
    await faces.cases.handInAnswer(executor, { number, ...answer });
    await faces.cases.publishAnswer(moderator, { number });
    clock.set(new Date('2026-07-02T13:17:23.453Z'));
    await faces.cases.giveVerdict(author, { number, verdict: 'confirmed' });
    const before = (await view(number, author)).steps.map(({ move }) => move);
    expect(await tablesWith(caseId, '17:23.451')).not.toEqual([]);
    // Ids of this kind begin with the moment they were made at.
    const made = Number.parseInt(caseId.replaceAll('-', '').slice(0, 12), 16);
    expect(new Date(made).toISOString()).toBe('2026-07-01T00:00:00.000Z');
    const due = await view(number, author);
    // What the author did later does not make the first moment stay longer.
    const fine = await boss.query('select fine_since from cases where id = $1', [caseId]);
    expect(fine.rows).toEqual([{ fine_since: new Date('2026-07-01T09:17:23.451Z') }]);
    // The daily run that falls into the last day of the 72 hours.
    clock.set(new Date('2026-07-03T13:20:00Z'));
    await retain();
    clock.set(new Date('2026-07-04T13:20:00Z'));
    await retain();
    for (const moment of ['17:23.451', '17:23.452', '17:23.453', '17:23.454'])
      expect(await tablesWith(caseId, moment), moment).toEqual([]);
    const after = await view(number, author);
    expect(after.steps.map(({ move }) => move)).toEqual(before);
    const times = after.steps.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(after).toMatchObject({ state: 'confirmed', next: due.next });
    // The staff's own moments stay.
    expect(await tablesWith(caseId, '40:00')).not.toEqual([]);
    const { rows } = await boss.query('select fine_since from cases where id = $1', [caseId]);
    expect(rows).toEqual([{ fine_since: null }]);
  });

  test('nor the moment of words that sounded like danger', async () => {
    const { faces, clock } = house.it;
    clock.set(new Date('2026-07-10T08:40:00Z'));
    const { number, caseId, author } = await confirmed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.askQuestion(executor, { number, text: 'В какой день это было?' });
    await faces.cases.decideProposal(moderator, { number, finding: 'accepted' });
    clock.set(new Date('2026-07-10T09:17:23.461Z'));
    const text = 'Отец потерял сознание прямо в очереди, помогите.';
    await faces.cases.answerQuestion(author, { number, text });
    expect((await view(number, author)).state).toBe('danger');
    expect(await tablesWith(caseId, '17:23.461')).not.toEqual([]);
    clock.set(new Date('2026-07-10T09:40:00Z'));
    await faces.cases.settleDanger(moderator, {
      number,
      finding: 'false-alarm',
      reason: 'misread',
    } as never);
    clock.set(new Date('2026-07-13T09:20:00Z'));
    await retain();
    clock.set(new Date('2026-07-14T09:20:00Z'));
    await retain();
    expect(await tablesWith(caseId, '17:23.461')).toEqual([]);
  });

  test('nor in what stands beside it: a contact, a report, a promise judged, «me too»', async () => {
    const { faces, clock } = house.it;
    clock.set(new Date('2026-07-06T08:40:00Z'));
    const other = await confirmed();
    await faces.complaints.publishComplaint(moderator, { number: other.number });
    const { number, caseId, author } = await confirmed();
    await faces.complaints.publishComplaint(moderator, { number });
    await faces.cases.handInAnswer(executor, {
      number,
      ...answer,
      promises: [
        { what: 'Автомат осмотрят и наполнят заново.', owner: 'Завхоз', until: '2026-07-07' },
      ],
    } as never);
    await faces.cases.publishAnswer(moderator, { number });
    const [promise] = (await view(number, executor)).promises;
    await faces.cases.reportPromise(executor, {
      number,
      promise: promise!.id,
      note: 'Осмотрели и наполнили.',
    });
    clock.set(new Date('2026-07-08T09:19:25.461Z'));
    await faces.safeguards.openContact(author, { number, telephone: '+7 495 000-00-00' });
    await faces.safeguards.reportPressure(author, {
      number,
      occasion: 'other',
      words: 'Звонили из клиники и просили забрать жалобу.',
    });
    await faces.cases.judgePromise(author, { number, promise: promise!.id, kept: 'yes' });
    await faces.cases.supportCase(author, { number: other.number, note: 'И у нас то же.' });
    await faces.safeguards.closeContact(author, { number });
    clock.advance(73 * HOUR_MS);
    await retain();
    expect(await tablesWith(caseId, '19:25.461')).toEqual([]);
  });

  test('of a case with an address everything stays as it was', async () => {
    const { clock, faces, letters, runJobs } = house.it;
    clock.set(new Date('2026-07-10T09:18:24.451Z'));
    const sent = await filed({ receiptOnly: undefined, email: 'kept@example.org' });
    await runJobs();
    const token = letters
      .map(({ text }) => /\/confirm\/([\w-]{43})/.exec(text)?.[1])
      .findLast((one) => one !== undefined)!;
    await faces.complaints.confirmComplaint(visitor(), { token });
    clock.advance(96 * HOUR_MS);
    await retain();
    expect(await tablesWith(sent.id, '18:24.451')).toContain('case_entries');
  });
});
