import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { parseXml, type XmlNode } from '../../../tests/support/xml.ts';
import { useInstallation } from '../../../tests/support/installation.ts';
import { createListener } from '../src/http/listener.ts';
import { openPages } from '../src/http/pages.ts';

const house = useInstallation();
const CLINIC = 'msk-a-001-v';
const DAY_s = 86_400;
let server: Server;
let base: string;

beforeAll(async () => {
  server = createListener(
    house.it,
    { web: await openPages(house.it), prefixes: {} },
    () => (server.address() as AddressInfo).port,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${base}${path}`, { headers, redirect: 'manual' });
const CORP = 'cross-origin-resource-policy';
const FOREIGN = { referer: 'https://gp1.example/', origin: 'https://gp1.example' };

/** Runs something while the clinic works no more. */
async function whileClosed(work: () => Promise<void>): Promise<void> {
  const boss = await clientFor(house.it.superUrl);
  const close = (day: string | null) =>
    boss.query('update clinics set valid_to = $1 where code = $2', [day, CLINIC]);
  await close('2020-01-01');
  try {
    await work();
  } finally {
    await close(null);
    await boss.end();
  }
}

describe('the picture of a clinic’s button', () => {
  test.each([
    ['svg', 'image/svg+xml'],
    ['dark.svg', 'image/svg+xml'],
    ['en.svg', 'image/svg+xml'],
    ['dark.en.svg', 'image/svg+xml'],
    ['png', 'image/png'],
    ['dark.en.png', 'image/png'],
  ])('%s stands on pages of others, kept for a day, without a cookie', async (file, type) => {
    const path = `/buttons/${CLINIC}.${file}`;
    const answer = await get(path, FOREIGN);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(answer.headers.get(CORP)).toBe('cross-origin');
    expect(answer.headers.get('cache-control')).toBe(`public, max-age=${DAY_s}`);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(300);
    const again = await get(path, { 'if-none-match': answer.headers.get('etag')! });
    expect(again.status).toBe(304);
  });

  test('says its words in its language, and names nothing outside itself', async () => {
    const read = async (file: string) => (await get(`/buttons/${CLINIC}.${file}`)).text();
    // A line is short enough for the widest of the fonts that a reader may have.
    const linesIn = (svg: string) =>
      [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, said]) => said!);
    const [ru, en] = [linesIn(await read('svg')), linesIn(await read('en.svg'))];
    expect(ru.join(' ')).toContain('Недовольны работой поликлиники?');
    expect(en.join(' ')).toContain('Unhappy with the clinic?');
    expect(Math.max(...[...ru, ...en].map((line) => line.length))).toBeLessThanOrEqual(22);
    const names = new Set<string>();
    const walk = (node: XmlNode): void => {
      names.add(node.name);
      for (const name of Object.keys(node.attributes)) names.add(name);
      node.children.forEach(walk);
    };
    walk(parseXml(await read('dark.svg')));
    expect([...names].filter((name) => /href|src|style|script|image|^on/i.test(name))).toEqual([]);
  });

  test('is there for no other name, no unknown and no closed clinic', async () => {
    for (const name of [
      'none.svg',
      `${CLINIC}.gif`,
      `${CLINIC}.en.dark.svg`,
      `${CLINIC}.ru.svg`,
      `..${CLINIC}.svg`,
    ]) {
      const answer = await get(`/buttons/${name}`, FOREIGN);
      expect([name, answer.status, answer.headers.get(CORP)]).toEqual([name, 404, 'same-origin']);
    }
    await whileClosed(async () => {
      expect((await get(`/buttons/${CLINIC}.svg`)).status).toBe(404);
    });
  });

  test('is the only answer that others may show', async () => {
    const others = [
      '/',
      `/clinics/${CLINIC}`,
      `/clinics/${CLINIC}/button`,
      `/clinics/${CLINIC}/survey`,
      `/clinics/${CLINIC}/widget`,
      '/thanks',
      '/favicon.svg',
      '/buttons',
      '/statistics/thanks.csv',
    ];
    for (const path of others)
      expect([path, (await get(path)).headers.get(CORP)]).toEqual([path, 'same-origin']);
  });
});

describe('figures of a survey on pages of others', () => {
  const path = `/widgets/survey/${CLINIC}`;

  test('as a picture and as a frame, without cookie, script or anything from outside', async () => {
    const picture = await get(`${path}.svg?lang=en&look=dark`, FOREIGN);
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    const frame = await get(path, FOREIGN);
    expect(frame.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'.*frame-ancestors \*$/,
    );
    for (const answer of [picture, frame]) {
      expect([answer.status, answer.headers.get(CORP)]).toEqual([200, 'cross-origin']);
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('cache-control')).toBe('public, max-age=3600');
      expect(await answer.text()).not.toMatch(/script|onload|<img|style=/i);
    }
    // Too few answers: said in words.
    expect(await (await get(`${path}.svg`)).text()).toContain('Ответов пока слишком мало');
  });

  test('are there for no other name', async () => {
    for (const name of ['none', `${CLINIC}.png`, `${CLINIC}.svg.svg`])
      expect((await get(`/widgets/survey/${name}`, FOREIGN)).status).toBe(404);
  });
});

describe('the page for web masters', () => {
  test('gives a link with a picture and nothing else, in both languages and looks', async () => {
    const page = await (await get(`/clinics/${CLINIC}/button`)).text();
    const html = [...page.matchAll(/<textarea[^>]*>([\s\S]*?)<\/textarea>/g)].map(([, code]) =>
      code!
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"')
        .replaceAll('&amp;', '&')
        .trim(),
    );
    expect(html).toEqual(
      [
        ['', '', 'Недовольны работой поликлиники?'],
        ['', '.dark', 'Недовольны работой поликлиники?'],
        ['/en', '.en', 'Unhappy with the clinic?'],
        ['/en', '.dark.en', 'Unhappy with the clinic?'],
      ].map(
        ([prefix, look, words]) =>
          `<a href="${base}${prefix}/complaints/new?clinic=${CLINIC}"><img src="${base}/buttons/${CLINIC}${look}.svg" width="320" height="72" alt="${words}"></a>`,
      ),
    );
  });

  test('leads past the first question from a foreign page, without cookies or script', async () => {
    const answer = await get(`/complaints/new?clinic=${CLINIC}`, FOREIGN);
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/complaints/new/topic?clinic=${CLINIC}`,
    ]);
    const next = await get(answer.headers.get('location')!, FOREIGN);
    expect(next.status).toBe(200);
    expect(await next.text()).toContain(`name="clinic" value="${CLINIC}"`);
  });

  test('says of a closed clinic that it is closed, and offers others', async () => {
    await whileClosed(async () => {
      const answer = await get(`/complaints/new?clinic=${CLINIC}`, FOREIGN);
      expect(answer.status).toBe(200);
      const page = await answer.text();
      expect(page).toContain('закрыта');
      expect(page).toMatch(/\/complaints\/new\/topic\?clinic=msk-/);
      expect(page).not.toContain(`topic?clinic=${CLINIC}"`);
      expect(await (await get(`/clinics/${CLINIC}/button`)).text()).not.toContain('<textarea');
    });
  });
});
