import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'svelte/server';
import { describe, expect, test } from 'vitest';
import { gallery } from '../src/gallery.ts';
import * as ui from '../src/index.ts';

const folders = readdirSync(join(import.meta.dirname, '../src'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

test('every component folder is in the gallery and exported', () => {
  expect(gallery.map((entry) => entry.name)).toEqual(folders.toSorted());
  for (const { component } of gallery) expect(Object.values(ui)).toContain(component);
});

const cases = gallery.flatMap(({ name, component, examples }) =>
  examples.map((example) => ({ title: `${name}: ${example.name}`, component, example })),
);

test.each(cases)('$title', ({ component, example }) => {
  const { body } = render(component, { props: example.props });
  // The policy of the pages forbids both.
  expect(body).not.toMatch(/\sstyle="/);
  expect(body).not.toMatch(/\son\w+="/);
  const ids = [...body.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
  expect(new Set(ids).size, 'ids are unique').toBe(ids.length);
  for (const [, attribute, value] of body.matchAll(
    /\s(for|aria-describedby|aria-labelledby)="([^"]*)"/g,
  ))
    for (const id of (value as string).split(' '))
      expect(ids, `${attribute} leads to an id`).toContain(id);
  expect(body).not.toContain('undefined');
});

const source = (path: string): string =>
  readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const namesOf = (examples: readonly { name: string }[]): string[] =>
  examples.map((example) => example.name);
const has_words = (value: unknown): boolean =>
  typeof value === 'string'
    ? /\p{Script=Cyrillic}/u.test(value)
    : typeof value === 'object' && value !== null
      ? Object.values(value).some(has_words)
      : typeof value === 'function';

describe('each component has the states that it can have', () => {
  test('each state a name of its own', () => {
    for (const { name, examples } of gallery) {
      expect(examples.length, name).toBeGreaterThan(0);
      expect(new Set(namesOf(examples)).size, name).toBe(examples.length);
    }
  });

  test.each(gallery.filter(({ examples }) => has_words(examples.map(({ props }) => props))))(
    '$name: in English, and with long Russian words',
    ({ examples }) => {
      expect(namesOf(examples)).toEqual(expect.arrayContaining(['English', 'long words']));
      const english = examples.find(({ name }) => name === 'English')!;
      const { children: _, ...props } = english.props;
      expect(has_words(props)).toBe(false);
    },
  );

  // Whether a component can show an error stands in its own props.
  test.each(
    gallery.filter(({ name }) =>
      /\berror\?: string|\bFrameProps\b/.test(source(`src/${name}/${name}.svelte`)),
    ),
  )('$name: in error', ({ examples }) => {
    expect(examples.some(({ props }) => typeof props['error'] === 'string')).toBe(true);
  });

  test.each([
    ['data-table', 'rows'],
    ['district-map', 'points'],
    ['error-summary', 'errors'],
    ['photo-strip', 'photos'],
    ['task-list', 'tasks'],
    ['select', 'value'],
    ['field', 'value'],
    ['text-area', 'value'],
  ])('%s: empty', (wanted, prop) => {
    const { examples } = gallery.find(({ name }) => name === wanted)!;
    const held = examples.map(({ props }) => props[prop] as { length: number } | undefined);
    expect(held.some((one) => !one || one.length === 0)).toBe(true);
  });

  test('only what has no words and takes no focus has fewer', () => {
    const bare = gallery.filter(({ examples }) => !namesOf(examples).includes('long words'));
    expect(namesOf(bare)).toEqual(['brand-mark']);
  });
});

test('the gallery shows a focus as it looks when it is real', () => {
  const rule = (css: string, selector: RegExp): string =>
    (new RegExp(`${selector.source}[^{]*\\{([^}]*)\\}`).exec(css)?.[1] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const real = rule(source('src/base.css'), /:focus-visible/);
  const page = source('../../apps/web/src/routes/demo/components/+page.svelte');
  expect(real).toContain('outline');
  expect(rule(page, /\.focused/)).toBe(real);
});
