import { describe, expect, test } from 'vitest';
import { formOrWords, guardForm } from '../src/lib/server/form-body.ts';

const TYPE = 'multipart/form-data; boundary=frontier';
const part = (head: string, content: string): string =>
  `--frontier\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const TEXT = 'Проверили расписание.\r\nДобавили второй кабинет.';
const WORDS = part('name="version"', '3') + part('name="text"', TEXT);
const PHOTO = part('name="photos"; filename="a.jpg"', 'JPEG'.repeat(9)).slice(0, -20);

/** What an action gets of a body that the server cut. */
function cut(body: string, type = TYPE, fault: string | undefined = 'body-too-large') {
  const request = new Request('https://x.example/', {
    method: 'POST',
    headers: { 'content-type': type },
    body: Buffer.from(body, 'utf8'),
  });
  guardForm({ request, platform: { req: { otklikBodyFault: fault } } } as never);
  return formOrWords(request);
}

describe('a form that is too large', () => {
  test('keeps the words that came before the files', async () => {
    const { form, is_cut } = await cut(WORDS + PHOTO);
    expect(is_cut).toBe(true);
    expect(Object.fromEntries(form)).toEqual({ version: '3', text: TEXT });
  });

  test('keeps no half of a field that was cut, and takes no file for words', async () => {
    const { form } = await cut(WORDS + part('name="outcome"', 'change-made').slice(0, -5));
    expect([...form.keys()]).toEqual(['version', 'text']);
    const { form: files } = await cut(
      `${part('name="photos"; filename="a.jpg"', 'x')}${WORDS}--frontier--\r\n`,
    );
    expect([...files.keys()]).toEqual(['version', 'text']);
  });

  test('without a single whole field keeps nothing, and is no failure', async () => {
    for (const body of ['', '--frontier', '--frontier\r\n', 'x'.repeat(5000)])
      expect([...(await cut(body)).form.keys()]).toEqual([]);
  });

  test('of plain fields keeps as far as it came', async () => {
    const type = 'application/x-www-form-urlencoded';
    const { form } = await cut(`story=${'a'.repeat(9000)}`, type);
    expect(form.get('story')).toHaveLength(9000);
  });

  test('is another matter when the server is full', async () => {
    await expect(cut(WORDS, TYPE, 'over-capacity')).rejects.toMatchObject({ status: 503 });
  });

  test('that is not cut is read whole', async () => {
    const { form, is_cut } = await cut(`${WORDS}--frontier--\r\n`, TYPE, '');
    expect([is_cut, form.get('version')]).toEqual([false, '3']);
  });
});
