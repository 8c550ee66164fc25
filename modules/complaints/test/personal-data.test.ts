import { expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { staff, useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();
const region = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const executor = staff(newId(), { role: 'executor', reach: region });
const story =
  'Врач Ильдарова Н. С. приняла на час позже, мой телефон 8 916 000 12 12, кабинет 312.';
const quoted = (found: readonly { start: number; end: number }[], text = story): string[] =>
  found.map(({ start, end }) => text.slice(start, end));

test('the author is told before sending, the moderator gets proposals, nobody else does', async () => {
  const { accounts, faces } = house.it;
  const link = await accounts.signInLinkFor('RU-MOW', 'citizen');
  const token = link.split('/').at(-1)!;
  const { personId } = await accounts.completeSignIn(visitor(), { token, userAgent: null });
  const author = staff(personId);
  const { clinics } = await faces.registry.findClinics(visitor(), { limit: 1 });

  const checked = await faces.complaints.checkComplaint(visitor(), { story });
  expect(quoted(checked.personal)).toEqual(['Ильдарова Н. С.', '8 916 000 12 12']);
  expect(checked.personal[0]).toMatchObject({ type: 'person', role: 'professional' });
  expect(checked.issues.filter(({ path }) => path === 'story')).toEqual([]);

  const { number } = await faces.complaints.fileComplaint(author, {
    clinic: clinics[0]!.code,
    topic: 'wait-at-door-over-1h',
    story,
    facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
  });
  const waiting = await faces.complaints.getComplaint(moderator, { number });
  expect(quoted(waiting.personal.story)).toEqual(['Ильдарова Н. С.', '8 916 000 12 12']);
  expect((await faces.complaints.getComplaint(author, { number })).personal.story).toEqual([]);

  const marked = story
    .replace('Ильдарова Н. С.', '[[Ильдарова Н. С.]]')
    .replace('8 916 000 12 12', '[[8 916 000 12 12]]');
  await faces.complaints.publishComplaint(moderator, { number, marked });
  const shown = await faces.complaints.getComplaint(visitor(), { number });
  expect(shown.story).toBe('Врач […] приняла на час позже, мой телефон […], кабинет 312.');
  expect(JSON.stringify(shown)).not.toMatch(/Ильдарова|916 000/);

  const text =
    'Пациентке Прохоровой Зинаиде Львовне перезвонили по номеру 8 926 000 77 08 и извинились.';
  await faces.cases.handInAnswer(executor, {
    number,
    text,
    outcome: 'change-made',
    signerName: 'Иванова А. А.',
    signerPost: 'Главный врач',
  });
  const answered = await faces.complaints.getComplaint(moderator, { number });
  expect(quoted(answered.personal.answer, text)).toEqual([
    'Прохоровой Зинаиде Львовне',
    '8 926 000 77 08',
  ]);
  const seen = await faces.complaints.getComplaint(executor, { number });
  expect(Object.values(seen.personal).flat()).toEqual([]);
});
