import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const CLOSED = new Set(['node_modules', 'build', 'data', 'generated', 'screenshots']);

/** Markdown files of the repository; a module's `data` folder holds documents too, the installation's does not. */
function documents(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) return [];
    if (entry.isDirectory())
      return CLOSED.has(entry.name) && !(entry.name === 'data' && folder !== ROOT)
        ? []
        : documents(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** The text without fenced and inline code: examples of links are no links. */
const prose = (text: string): string =>
  text.replace(/^ {0,8}```[\s\S]*?^ {0,8}```/gm, '').replace(/`[^`\n]*`/g, '');

const linksOf = (text: string): string[] =>
  [...prose(text).matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1]!);

/** The name of a heading in an address, as repositories on the web make it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const anchorsOf = (path: string): Set<string> =>
  new Set(
    readFileSync(path, 'utf8')
      .replace(/^```[\s\S]*?^```/gm, '')
      .split('\n')
      .flatMap((line) => {
        const heading = /^#{1,6}\s+(.*)$/.exec(line);
        return heading ? [anchorOf(heading[1]!)] : [];
      }),
  );

/** What is wrong with a link; null when it leads somewhere. */
function broken(from: string, link: string): string | null {
  if (/^(https?:|mailto:)/.test(link)) return null;
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const target = path === '' ? from : resolve(dirname(from), path);
  if (relative(ROOT, target).startsWith('..')) return `${link} leads out of the repository`;
  if (!existsSync(target)) return `${link} leads nowhere`;
  if (anchor && target.endsWith('.md') && !anchorsOf(target).has(anchor))
    return `${link}: no such heading`;
  return null;
}

const all = documents(ROOT);

describe('documents', () => {
  it.each(all.map((path) => [relative(ROOT, path), path]))(
    '%s: every link leads somewhere',
    (_, path) => {
      const wrong = linksOf(readFileSync(path, 'utf8')).flatMap((link) => broken(path, link) ?? []);
      expect(wrong).toEqual([]);
    },
  );

  it('every document is reached from the first page', () => {
    const seen = new Set<string>();
    const follow = (path: string): void => {
      if (seen.has(path) || !existsSync(path)) return;
      seen.add(path);
      if (!path.endsWith('.md')) return;
      for (const link of linksOf(readFileSync(path, 'utf8')))
        if (!/^[a-z]+:/.test(link)) follow(resolve(dirname(path), link.split('#', 1)[0]!));
    };
    follow(join(ROOT, 'README.md'));
    const lost = all
      .filter((path) => path.startsWith(join(ROOT, 'docs/')) && !seen.has(path))
      .map((path) => relative(ROOT, path));
    expect(lost).toEqual([]);
  });

  it('every package, module and app says what it is', () => {
    const silent = ['packages', 'modules', 'apps'].flatMap((floor) =>
      readdirSync(join(ROOT, floor))
        .map((name) => join(floor, name))
        .filter((folder) => existsSync(join(ROOT, folder, 'package.json')))
        .filter((folder) => !existsSync(join(ROOT, folder, 'README.md'))),
    );
    expect(silent).toEqual([]);
  });
});
