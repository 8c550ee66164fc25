import { beforeAll, describe, expect, test } from 'vitest';
import { stopTicket } from '@otklik/subscriptions';
import {
  answer,
  citizen,
  CLINIC,
  MINUTE_ms,
  moderator,
  publish,
} from '../../../modules/subscriptions/test/town.ts';
import { parseXml as parse, type XmlNode as Node } from '../../../tests/support/xml.ts';
import { rawRequest, useServing } from './serving.ts';

const serving = useServing();
const ATOM = 'http://www.w3.org/2005/Atom';
const HOSTILE =
  'Очередь <script>alert("1")</script> &amp; ]]> «кабинет» \u202e закрыт, ждали до половины двенадцатого.';

const all = (node: Node, name: string): Node[] => node.children.filter((one) => one.name === name);
const one = (node: Node, name: string): Node => {
  const found = all(node, name);
  expect(found, name).toHaveLength(1);
  return found[0]!;
};
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

/** What RFC 4287 demands of a feed (§4.1.1) and of each entry (§4.1.2). */
function judgeAtom(feed: Node): Node[] {
  expect([feed.name, feed.uri]).toEqual(['feed', ATOM]);
  for (const part of [feed, ...all(feed, 'entry')]) {
    expect(one(part, 'id').text).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(one(part, 'title').text).not.toBe('');
    expect(one(part, 'updated').text).toMatch(DATE);
    const alternates = all(part, 'link').filter((link) => link.attributes['rel'] === 'alternate');
    expect(alternates).toHaveLength(1);
    expect(URL.canParse(alternates[0]!.attributes['href']!)).toBe(true);
  }
  // An entry without an author takes the feed's.
  expect(one(one(feed, 'author'), 'name').text).not.toBe('');
  expect(all(feed, 'link').map((link) => link.attributes['rel'])).toContain('self');
  const ids = all(feed, 'entry').map((entry) => one(entry, 'id').text);
  expect(new Set(ids).size).toBe(ids.length);
  return all(feed, 'entry');
}

const get = async (path: string, headers: Record<string, string> = {}) => {
  const response = await serving.call(path, { headers });
  return { response, text: await response.text() };
};
const entriesOf = async (path: string): Promise<Node[]> => judgeAtom(parse((await get(path)).text));

let number = '';
let district = '';
beforeAll(async () => {
  const { it } = serving;
  number = await publish(it, { story: HOSTILE });
  const clinic = await it.faces.registry.getClinic(
    { kind: 'visitor', region: 'RU-MOW', origin: 'x' },
    { code: CLINIC },
  );
  district = clinic.districtId!;
});

describe('feeds', () => {
  test('of every list are Atom by the standard, and hold the message', async () => {
    const paths = [
      '/feeds/region.atom',
      `/feeds/clinics/${CLINIC}.atom`,
      `/feeds/districts/${district}.atom`,
      '/feeds/topics/wait-at-door-over-1h.atom',
      `/feeds/cases/${number}.atom`,
      `/feeds/search.atom?q=${encodeURIComponent('кабинет')}&clinic=${CLINIC}`,
      '/feeds/region.atom?lang=en',
    ];
    const ids = new Set<string>();
    for (const path of paths) {
      const { response, text } = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8');
      const feed = parse(text);
      const [entry] = judgeAtom(feed);
      ids.add(one(feed, 'id').text);
      expect(one(entry!, 'summary').text).toContain('<script>alert("1")</script> &amp; ]]>');
      expect(JSON.stringify(entry)).toContain(`/complaints/${number}`);
    }
    expect(ids.size).toBe(paths.length);
  });

  test('are RSS too, where markup in a text stays a text', async () => {
    const { response, text } = await get(`/feeds/clinics/${CLINIC}.rss`);
    expect(response.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    const rss = parse(text);
    expect([rss.name, rss.attributes['version']]).toEqual(['rss', '2.0']);
    const channel = one(rss, 'channel');
    const [item] = all(channel, 'item');
    for (const name of ['title', 'description']) expect(one(channel, name).text).not.toBe('');
    expect(one(item!, 'description').text).toContain('&lt;script&gt;');
    expect(one(item!, 'guid').attributes['isPermaLink']).toBe('false');
    expect(Number.isNaN(Date.parse(one(item!, 'pubDate').text))).toBe(false);
  });

  test('keep the id of an entry and change its date with each public change', async () => {
    const { it } = serving;
    const find = async () =>
      (await entriesOf('/feeds/region.atom')).find((entry) =>
        JSON.stringify(entry).includes(`/complaints/${number}"`),
      )!;
    const before = await find();
    it.clock.advance(MINUTE_ms);
    await answer(it, number);
    const after = await find();
    expect(one(after, 'id').text).toBe(one(before, 'id').text);
    expect(one(after, 'updated').text > one(before, 'updated').text).toBe(true);
    expect(one(after, 'published').text).toBe(one(before, 'published').text);
    expect(await entriesOf(`/feeds/cases/${number}.atom`)).toHaveLength(3);
  });

  test('answer 304 while nothing changed, and drop what was taken away, whichever way is asked', async () => {
    const { it } = serving;
    const me = await citizen(it, 'author-of-one@example.org');
    const { number: mine } = await it.faces.complaints.fileComplaint(me, {
      clinic: CLINIC,
      topic: 'wait-at-door-over-1h',
      story: 'Записалась на девять утра, вошла в кабинет только в половине двенадцатого.',
      facts: { appointed_at: '2026-06-10T09:00', started_at: '2026-06-10T11:30' },
    });
    await it.faces.complaints.publishComplaint(moderator, { number: mine });
    it.clock.advance(MINUTE_ms);
    const newest = await publish(it);
    const path = `/feeds/clinics/${CLINIC}.atom`;
    const { response, text } = await get(path);
    expect(text).toContain(`/complaints/${mine}`);
    const [tag, date] = ['etag', 'last-modified'].map((name) => response.headers.get(name)!);
    const asks: Record<string, string>[] = [
      { 'if-none-match': tag! },
      { 'if-none-match': `"other", W/${tag}` },
      { 'if-modified-since': date! },
    ];
    for (const headers of asks) {
      const again = await get(path, headers);
      expect([again.response.status, again.text]).toEqual([304, '']);
      expect(again.response.headers.get('etag')).toBe(tag);
    }
    it.clock.advance(MINUTE_ms);
    // The newest entry stays: only the feed's own knowledge of what went tells that something changed.
    await it.faces.cases.withdrawCase(me, { number: mine });
    for (const headers of asks) {
      const changed = await get(path, headers);
      expect(changed.response.status).toBe(200);
      expect(changed.text).not.toContain(`/complaints/${mine}`);
      expect(changed.text).toContain(`/complaints/${newest}`);
    }
    expect((await get(`/feeds/cases/${mine}.atom`)).response.status).toBe(404);
  });

  test.each([
    '/feeds',
    '/feeds/region',
    '/feeds/region.xml',
    '/feeds/clinics/none.atom',
    '/feeds/cases/26-000000-5.atom',
    '/feeds/districts/0.rss',
    '/feeds/search.atom?outcome=nothing',
    '/feeds/region/more.atom',
  ])('are nothing at %s', async (path) => {
    expect((await get(path)).response.status).toBe(404);
  });

  test('are read only', async () => {
    const response = await serving.call('/feeds/region.atom', { method: 'POST' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('/list-unsubscribe/', () => {
  test('stops by the POST of a mail program, which has no cookie and no page; a GET stops nothing', async () => {
    const { it, base } = serving;
    const me = await citizen(it, 'one-click@example.org');
    await it.faces.subscriptions.subscribe(me, {
      target: {},
      frequency: 'daily',
      locale: 'ru',
    });
    const state = async () =>
      (await it.faces.subscriptions.listMine(me, {})).subscriptions[0]!.state;
    const { id } = (await it.faces.subscriptions.listMine(me, {})).subscriptions[0]!;
    const path = `/list-unsubscribe/${stopTicket(it.app.ports.keys, id)}`;
    const opened = await serving.call(path, { redirect: 'manual' });
    expect([opened.status, opened.headers.get('location')]).toEqual([
      303,
      path.replace('/list-unsubscribe/', '/unsubscribe/'),
    ]);
    expect(await state()).toBe('active');
    const post = (to: string) =>
      rawRequest(`${base}${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        chunks: [Buffer.from('List-Unsubscribe=One-Click')],
      });
    expect((await post(path)).status).toBe(200);
    expect(await state()).toBe('stopped');
    expect((await post(path)).status).toBe(200);
    expect((await post('/list-unsubscribe/none')).status).toBe(404);
  });
});
