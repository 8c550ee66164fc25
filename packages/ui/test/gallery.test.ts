import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { render } from 'svelte/server';
import { expect, test } from 'vitest';
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

test('each component has at least two states or one', () => {
  for (const { name, examples } of gallery) {
    expect(examples.length, name).toBeGreaterThan(0);
    const names = examples.map((example) => example.name);
    expect(new Set(names).size, name).toBe(names.length);
  }
});
