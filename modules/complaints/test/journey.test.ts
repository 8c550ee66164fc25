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
