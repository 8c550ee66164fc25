import { describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { REGION, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();

describe('a complaint walks from the form to the verdict', () => {
  test('file, confirm by letter, publish, answer, confirm', async () => {
    const { faces, letters, runJobs, app, accounts } = house.it;
    const { clinics } = (await faces.registry.findClinics(visitor(), { limit: 1 })) as unknown as {
      clinics: { code: string }[];
    };
    const filed = await faces.complaints.fileComplaint(
      visitor(),
      {
        clinic: clinics[0]!.code,
        topic: 'wait-at-door-over-1h',
        story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
        facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
        email: 'patient@example.org',
      },
      { proofOfWork: 'no-script' },
    );
    expect(filed.state).toBe('draft');
    expect(filed.breach).toMatchObject({ broken: true, over_min: 90 });
    await runJobs();
    expect(letters).toHaveLength(1);
    const token = /\/confirm\/([\w-]{43})/.exec(letters[0]!.text)![1]!;
    const confirmed = await faces.complaints.confirmComplaint(visitor(), { token });
    expect(confirmed.state).toBe('submitted');

    const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
    const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });
    const published = await faces.complaints.publishComplaint(moderator, { number: filed.number });
    expect(published.state).toBe('in-work');
    const view = await faces.complaints.getComplaint(visitor(), { number: filed.number });
    expect(view.story).toContain('половине двенадцатого');
    expect(view.case.next).toMatchObject({ role: 'executor', dueDate: '2026-06-23', late: false });

    await faces.cases.handInAnswer(executor, {
      number: filed.number,
      text: 'Проверили расписание: врач принимал экстренного больного. Добавлен второй кабинет.',
      outcome: 'change-made',
      signerName: 'Иванова А. А.',
      signerPost: 'Главный врач',
    });
    await faces.cases.publishAnswer(moderator, { number: filed.number });
    const { caseId } = await faces.complaints.followCase(visitor(), { receipt: filed.receipt });
    const author = { kind: 'receipt', region: REGION, caseId, origin: 'test' } as const;
    const verdict = await faces.cases.giveVerdict(author, {
      number: filed.number,
      verdict: 'confirmed',
    });
    expect(verdict.state).toBe('confirmed');
    await runJobs();
    expect(letters.map((letter) => letter.subject).length).toBe(5);
    void app;
    void accounts;
  });
});

describe('a complaint under another topic', () => {
  const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
  const STORY = 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.';
  const filed = async (topic: string, facts: Record<string, unknown>) => {
    const { complaints } = house.it.faces;
    const sent = { clinic: 'msk-a-001-x', topic, story: STORY, facts, receiptOnly: true };
    const given = await complaints.fileComplaint(visitor(), sent as never, {
      proofOfWork: 'no-script',
    });
    await complaints.confirmReceipt(visitor(), { receipt: given.receipt });
    await complaints.publishComplaint(moderator, { number: given.number });
    return given.number;
  };
  const seen = (number: string) => house.it.faces.complaints.getComplaint(visitor(), { number });
  const put = (number: string, topic: string) =>
    house.it.faces.complaints.changeTopic(moderator, { number, topic });

  test('says nothing of the former topic’s limit, keeps what was answered, and finds the limit again', async () => {
    const { complaints } = house.it.faces;
    const facts = { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' };
    const number = await filed('wait-at-door-over-1h', facts);
    expect((await seen(number)).breach).toMatchObject({ broken: true, over_min: 90 });
    await put(number, 'cancelled-without-notice');
    const changed = await seen(number);
    expect(changed).toMatchObject({
      breach: null,
      happenedOn: '2026-06-10',
      topic: { code: 'cancelled-without-notice' },
    });
    // The answers are read under the questions that were asked, not under those of the topic it is now.
    const inside = await complaints.getComplaint(moderator, { number });
    expect(inside.facts).toEqual(facts);
    expect(inside.topic.fields.map((field) => field.code)).toEqual([
      'appointed_at',
      'started_at',
      'left_at',
    ]);
    await put(number, 'no-shoe-covers');
    const building = await seen(number);
    expect(building.object === null || building.object.kind === 'building').toBe(true);
    await put(number, 'wait-at-door-over-1h');
    expect((await seen(number)).breach).toMatchObject({ broken: true, over_min: 90 });
  });

  test('breaks no limit by what its author was never asked', async () => {
    const number = await filed('cancelled-without-notice', {
      appointed_at: '2026-06-10T09:00',
      failure: ['notice'],
    });
    await put(number, 'wait-at-door-over-1h');
    expect((await seen(number)).breach).toBeNull();
  });
});
