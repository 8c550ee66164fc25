import * as fs from 'node:fs';
import { join } from 'node:path';
import { movableClock } from '@otklik/kernel';
import type { Letter } from '@otklik/kernel';
import { expect, it } from 'vitest';
import { createDemoMailbox } from '@otklik/adapters';
import { temporaryFolder } from './fakes.ts';

const letter = (id: string): Letter => ({
  id,
  to: 'maria@example.test',
  subject: 'Ответ',
  text: 'текст',
  html: '<p>текст</p>',
  locale: 'ru',
});

it('keeps letters for the next start, newest first, each once', async () => {
  const folder = join(temporaryFolder(), 'mailbox');
  const clock = movableClock(new Date('2026-11-21T10:00:00Z'));
  const mailbox = createDemoMailbox({ folder, clock });
  expect(await mailbox.list()).toEqual([]);
  await mailbox.send(letter('a'));
  await mailbox.send(letter('b/../../x'));
  clock.advance(1000);
  await mailbox.send(letter('c'));
  await mailbox.send(letter('a'));
  const again = createDemoMailbox({ folder });
  expect((await again.list()).map(({ id }) => id)).toEqual(['c', 'b/../../x', 'a']);
  expect(await again.read('b/../../x')).toEqual({
    ...letter('b/../../x'),
    keptAt: '2026-11-21T10:00:00.000Z',
  });
  expect(await again.read('d')).toBeNull();
  expect(fs.readdirSync(join(folder, '..'))).toEqual(['mailbox']);
});

it('drops the oldest', async () => {
  const folder = temporaryFolder();
  const mailbox = createDemoMailbox({ folder, letters_max: 3 });
  for (let number = 0; number < 7; number++) await mailbox.send(letter(String(number)));
  expect((await mailbox.list()).map(({ id }) => id)).toEqual(['6', '5', '4']);
});

it('takes letters at once and none that could carry a header', async () => {
  const mailbox = createDemoMailbox({ folder: temporaryFolder() });
  await Promise.all(Array.from({ length: 20 }, (_, number) => mailbox.send(letter(`n${number}`))));
  expect(await mailbox.list()).toHaveLength(20);
  await expect(mailbox.send({ ...letter('x'), subject: 'a\r\nBcc: b' })).rejects.toMatchObject({
    name: 'MailError',
    permanent: true,
  });
});
