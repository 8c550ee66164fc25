import { xmlText } from '../open311/markup.ts';
import type { Feed, FeedItem } from './feed.ts';

const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
const element = (name: string, text: string, attributes = ''): string =>
  `<${name}${attributes}>${xmlText(text)}</${name}>`;
const attribute = (name: string, text: string): string => ` ${name}="${xmlText(text)}"`;
const link = (rel: string, href: string, type: string): string =>
  `<link${attribute('rel', rel)}${attribute('type', type)}${attribute('href', href)}/>`;
const HTML = 'text/html';

const atomEntry = (item: FeedItem): string =>
  [
    '<entry>',
    element('id', item.id),
    element('title', item.title),
    element('updated', item.updated.toISOString()),
    element('published', item.published.toISOString()),
    link('alternate', item.link, HTML),
    `<category${attribute('term', item.category.term)}${attribute('label', item.category.label)}/>`,
    element('summary', item.summary, ' type="text"'),
    '</entry>',
  ].join('');

/** RFC 4287. All texts are plain and escaped: nothing in them is markup. */
export const toAtom = (feed: Feed): string =>
  `${DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom"${attribute('xml:lang', feed.locale)}>\n${[
    element('id', feed.id),
    element('title', feed.title),
    element('updated', feed.updated.toISOString()),
    `<author>${element('name', feed.site)}</author>`,
    link('self', feed.self, 'application/atom+xml'),
    link('alternate', feed.page, HTML),
    ...feed.entries.map(atomEntry),
  ].join('\n')}\n</feed>\n`;

const rssItem = (item: FeedItem): string =>
  [
    '<item>',
    element('title', item.title),
    element('link', item.link),
    element('guid', item.id, ' isPermaLink="false"'),
    element('pubDate', item.published.toUTCString()),
    element('category', item.category.label),
    element(
      'description',
      item.summary.replace(/[&<>]/g, (sign) => SIGNS[sign]!),
    ),
    '</item>',
  ].join('');

// Readers of RSS 2.0 take a description for HTML: a sign of it is escaped twice.
const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** RSS 2.0, for readers that know nothing else. */
export const toRss = (feed: Feed): string =>
  `${DECLARATION}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>\n${[
    element('title', feed.title),
    element('link', feed.page),
    element('description', feed.title),
    element('language', feed.locale),
    element('lastBuildDate', feed.updated.toUTCString()),
    `<atom:link rel="self" type="application/rss+xml"${attribute('href', feed.self)}/>`,
    ...feed.entries.map(rssItem),
  ].join('\n')}\n</channel></rss>\n`;
