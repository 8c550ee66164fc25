import { describe, expect, test } from 'vitest';
import { useInstallation } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, published, worker } from './people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const desk = () => house.it.faces.desk;
const TEXT = 'По обращению № {number} провели проверку. {found} Спасибо, что написали.';

describe('prepared texts', () => {
  test('are kept by the region and by the head of a clinic, and used where they belong', async () => {
    const author = await citizen(house.it, 't-author@example.org');
    const anna = await worker(house.it, 't-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 't-clinic@example.org', 'executor');
    const head = await worker(house.it, 't-head@example.org', 'head');
    const other = await worker(house.it, 't-other@example.org', 'head', 'msk-a-002-y');
    const number = await published(house.it, author, anna);

    const reply = { kind: 'answer' as const, name: 'Проверка', text: TEXT };
    await expect(desk().saveTemplate(clinic, reply)).rejects.toMatchObject(code('forbidden'));
    await expect(desk().saveTemplate(head, reply)).rejects.toMatchObject(code('forbidden'));
    for (const actor of [clinic, other])
      await expect(desk().saveTemplate(actor, { ...reply, clinic: CLINIC })).rejects.toMatchObject(
        code('forbidden'),
      );
    const { templateId } = await desk().saveTemplate(head, { ...reply, clinic: CLINIC });
    await expect(desk().saveTemplate(head, { ...reply, clinic: CLINIC })).rejects.toMatchObject(
      code('already-exists'),
    );
    await desk().saveTemplate(anna, { ...reply, kind: 'reject', name: 'Отказ' });
    const names = async (actor: typeof anna) =>
      (await desk().listTemplatesFor(actor, { number })).map(({ name }) => name);
    expect(await names(clinic)).toEqual(['Проверка']);
    expect(await names(anna)).toEqual(['Отказ']);
    expect((await desk().listTemplates(other, {})).templates.map(({ name }) => name)).toEqual([
      'Отказ',
    ]);
    expect((await desk().listTemplates(head, {})).clinics.map((one) => one.code)).toEqual([CLINIC]);

    // Of two who change it at once the second is refused.
    const change = { ...reply, templateId, version: 1, text: `${TEXT} До встречи!` };
    await desk().saveTemplate(head, change);
    await expect(desk().saveTemplate(head, change)).rejects.toMatchObject(
      code('changed-meanwhile'),
    );
    await expect(desk().removeTemplate(other, { templateId })).rejects.toMatchObject(
      code('forbidden'),
    );
    await desk().removeTemplate(head, { templateId });
    expect(await names(clinic)).toEqual([]);
  });

  test('know their slots; nothing goes out with a gap or as nothing but the text', async () => {
    const author = await citizen(house.it, 'g-author@example.org');
    const anna = await worker(house.it, 'g-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 'g-clinic@example.org', 'executor');
    const reply = { kind: 'answer' as const, name: 'С пробелами', text: TEXT };
    await expect(
      desk().saveTemplate(anna, { ...reply, text: `${TEXT} {имя}` }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      data: { issues: [{ message: 'unknown-slot' }] },
    });
    await desk().saveTemplate(anna, reply);
    const number = await published(house.it, author, anna);
    const head = await worker(house.it, 'signs@example.org', 'head');
    const hand = (text: string) =>
      house.it.faces.cases.handInAnswer(head, {
        number,
        text,
        outcome: 'no-change',
        signerName: 'Кузнецов А. А.',
        signerPost: 'Главный врач',
      });
    await expect(hand(TEXT.replace('{number}', number))).rejects.toMatchObject({
      code: 'invalid-input',
      data: { issues: [{ path: 'text', message: 'slot-unfilled' }] },
    });
    const bare = TEXT.replace('{number}', number).replace('{found}', '');
    expect(await desk().checkReply(clinic, { number, text: bare })).toEqual({
      template: 'С пробелами',
    });
    const told = bare.replace('. ', '. Автомат с бахилами сломался в мае, новый привезли вчера. ');
    expect(await desk().checkReply(clinic, { number, text: told })).toEqual({ template: null });
    await hand(told);
  });
});

describe('the board', () => {
  test('counts what is within reach: by district and by holder', async () => {
    const author = await citizen(house.it, 'b-author@example.org');
    const anna = await worker(house.it, 'b-anna@example.org', 'moderator');
    const clinic = await worker(house.it, 'b-clinic@example.org', 'executor');
    const other = await worker(house.it, 'b-other@example.org', 'executor', 'msk-a-002-y');
    const sum = async (actor: typeof anna) => {
      const { districts, holders, free } = await desk().showBoard(actor, {});
      const open = districts.reduce((n, { inWork }) => n + inWork.inTime + inWork.late, 0);
      const late = districts.reduce((n, { inWork }) => n + inWork.late, 0);
      const otherwise = districts.reduce((n, one) => n + one.otherwise, 0);
      return { open, late, otherwise, free, holders };
    };
    const before = await sum(clinic);
    const number = await published(house.it, author, anna);
    const gone = await published(house.it, author, anna);
    await desk().takeCase(clinic, { number });
    await house.it.faces.cases.withdrawCase(author, { number: gone });
    const after = await sum(clinic);
    expect(after).toMatchObject({
      open: before.open + 1,
      otherwise: before.otherwise + 1,
      holders: [{ by: 'b-clinic@example.org', oneself: true, total: 1, late: 0 }],
    });
    expect((await sum(other)).open).toBe(0);
    expect((await sum(anna)).holders).toEqual([]);
    house.it.clock.advance(60 * 86_400_000);
    expect((await sum(clinic)).late).toBeGreaterThan(0);
  });
});
