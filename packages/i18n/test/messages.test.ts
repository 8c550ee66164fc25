import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../messages');
const settings = JSON.parse(
  readFileSync(join(folder, '../project.inlang/settings.json'), 'utf8'),
) as { 'plugin.inlang.messageFormat': { pathPattern: string[] } };
const areas = readdirSync(folder);

interface Variant {
  declarations: string[];
  selectors: string[];
  match: Record<string, string>;
}
type Message = string | Variant[];

function read(area: string, locale: string): Record<string, Message> {
  return JSON.parse(readFileSync(join(folder, area, `${locale}.json`), 'utf8')) as Record<
    string,
    Message
  >;
}

const textsOf = (message: Message): string[] =>
  typeof message === 'string' ? [message] : message.flatMap((one) => Object.values(one.match));

const parametersOf = (message: Message): string[] => {
  const declared =
    typeof message === 'string'
      ? []
      : message.flatMap((one) => one.declarations.map((line) => /^input (\w+)$/.exec(line)?.[1]));
  const used = textsOf(message).flatMap((text) =>
    [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]),
  );
  return [...new Set([...declared, ...used])].filter((name) => name !== undefined).sort();
};

test('every area is compiled', () => {
  const listed = settings['plugin.inlang.messageFormat'].pathPattern;
  expect(listed.toSorted()).toEqual(
    areas.map((area) => `./messages/${area}/{locale}.json`).toSorted(),
  );
});

test.each(areas)('%s says the same in both languages', (area) => {
  const ru = read(area, 'ru');
  const en = read(area, 'en');
  expect(Object.keys(en)).toEqual(Object.keys(ru));
  for (const [key, message] of Object.entries(ru)) {
    expect(key.startsWith(`${area.replaceAll('-', '_')}_`), `${key} is named by its area`).toBe(
      true,
    );
    const other = en[key] as Message;
    expect(parametersOf(other), key).toEqual(parametersOf(message));
    for (const text of [...textsOf(message), ...textsOf(other)])
      expect(text.trim(), key).not.toBe('');
  }
});

test('Russian plurals name every form', () => {
  for (const area of areas)
    for (const [key, message] of Object.entries(read(area, 'ru')))
      if (typeof message !== 'string')
        for (const { selectors, match } of message)
          for (const selector of selectors.filter((name) => name.endsWith('Plural')))
            for (const form of ['one', 'few', 'many', '*'])
              expect(
                Object.keys(match).some((rule) => rule.includes(`${selector}=${form}`)),
                `${key} lacks ${form}`,
              ).toBe(true);
});
