import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { COMMANDS } from '../apps/server/src/cli/commands.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** What would be committed: known files and new ones that nobody ignores, none that were deleted. */
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '-z'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .split('\0')
  .filter((file) => file !== '' && existsSync(join(root, file)));

const code = files.filter((file) => /\.(ts|js|mjs|cjs|svelte|css|sql)$/.test(file));
const isTest = (file: string): boolean => /(^|\/)tests?\//.test(file);
const isGenerated = (file: string): boolean =>
  file === 'docs/schema.sql' || /(^|\/)(generated|messages)\//.test(file);
const linesOf = (file: string): number => read(file).split('\n').length - 1;
/** Files of a list whose text matches, with the line. */
const found = (list: readonly string[], pattern: RegExp): string[] =>
  list.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}`] : [])),
  );
const foldersIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(root, folder, entry.name, 'package.json')),
    )
    .map((entry) => `${folder}/${entry.name}`);
const packages = ['packages', 'modules', 'apps'].flatMap(foldersIn);

describe('sizes', () => {
  const sized = code.filter((file) => !isGenerated(file));

  test('no file is over 400 lines, no test over 600', () => {
    const long = sized.filter((file) => linesOf(file) > (isTest(file) ? 600 : 400));
    expect(long).toEqual([]);
  });

  test('half of the files are under 80 lines', () => {
    const counts = sized.map(linesOf).toSorted((a, b) => a - b);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(80);
  });
});

describe('names', () => {
  // Kit names its own with a plus and brackets; the rest of the world has its fixed names.
  const FIXED =
    /^(README|CHANGELOG|CONTRIBUTING|LICENSE|LICENSES|DATA-ATTRIBUTION|NOTICE|OFL|Dockerfile)(\.|$)|^\./;
  const OWN = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

  test('files are in kebab-case', () => {
    const odd = files
      .filter((file) => !/(^|\/)(data|vectors|fixtures)\//.test(file))
      .map((file) => basename(file))
      .filter((name) => !FIXED.test(name) && !OWN.test(name.replace(/^\+/, '')));
    expect(odd).toEqual([]);
  });

  test('modules export names, never a default', () => {
    const sources = code.filter((file) => /^(packages|modules|apps\/server)\/.*\.ts$/.test(file));
    expect(found(sources, /^export default /)).toEqual([]);
  });
});

describe('habits', () => {
  const sources = code.filter((file) => !isGenerated(file) && file !== 'tests/tidy.test.ts');
  const program = sources.filter(
    (file) => !isTest(file) && !/^(tools|bench)\/|^apps\/server\/src\/cli\//.test(file),
  );

  test('no escape from the types', () => {
    // A comment may say «any»; code may not.
    const escape =
      /@ts-(ignore|nocheck|expect-error)|^(?!\s*(\/\/|\*|\/\*)).*(\bas any\b|: any\b|<any>)/;
    expect(found(sources, escape)).toEqual([]);
  });

  test('no page knows a place: zones come with what is shown', () => {
    const pages = program.filter(
      (file) =>
        /^(apps\/web|packages\/ui)\/src\//.test(file) &&
        !/(\.stories\.|\/examples\.ts$)/.test(file),
    );
    // A named zone, or an offset in its stead.
    const place = /['"`](Europe|Asia)\/\w|T\d\d:\d\d(:\d\d(\.\d+)?)?[+-]\d\d:\d\d['"`]/;
    expect(found(pages, place)).toEqual([]);
  });

  test('no unfinished work and no skipped tests', () => {
    expect(found(sources, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
    expect(found(sources, /\b(test|it|describe)\.(skip|only|todo)\b/)).toEqual([]);
  });

  test('the program speaks through its log only', () => {
    expect(found(program, /\bconsole\.\w+\(/)).toEqual([]);
  });

  test('nothing tells of the machine it was written on', () => {
    const text = files.filter(
      (file) =>
        /\.(ts|js|mjs|cjs|svelte|css|sql|md|json|html|sh|yml|yaml|txt)$|\.ci\/run$|\.npmrc$/.test(
          file,
        ) &&
        !/(^|\/)data\//.test(file) &&
        file !== 'tests/tidy.test.ts',
    );
    expect(found(text, /(^|[\s"'`(=])\/(work|home|root|Users)\/\w/)).toEqual([]);
    expect(found(text, /["'`]\/tmp\/\w/)).toEqual([]);
  });

  test('code names documents that are there, and rests on no paper that is not', () => {
    const named = sources.flatMap((file) =>
      [...read(file).matchAll(/\bdocs\/(?:[\w/-]+\.md|decisions\/\d{4})/g)].map(
        ([path]) => [file, path] as const,
      ),
    );
    const decisions = readdirSync(join(root, 'docs/decisions'));
    const isThere = (path: string): boolean => {
      const number = /^docs\/decisions\/(\d{4})$/.exec(path)?.[1];
      return number
        ? decisions.some((file) => file.startsWith(`${number}-`))
        : existsSync(join(root, path));
    };
    expect(named.filter(([, path]) => !isThere(path))).toEqual([]);
    const documents = files.filter((file) => file.endsWith('.md'));
    const absent = /\b(security|complaints) reference\b/i;
    expect(found([...sources, ...documents], absent)).toEqual([]);
  });

  test('the lock file names no download address', () => {
    const lock = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { resolved?: string; integrity?: string; link?: boolean }>;
    };
    const entries = Object.entries(lock.packages).filter(([path]) =>
      path.includes('node_modules/'),
    );
    expect(entries.length).toBeGreaterThan(100);
    // Links name a folder of ours.
    const named = entries.filter(([, { resolved, link }]) => resolved !== undefined && !link);
    expect(named.map(([path]) => path)).toEqual([]);
  });
});

describe('scripts', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const words = Object.entries(scripts).map(
    ([name, line]) => [name, line.replace(/^exec /, '').split(/ +/)] as const,
  );

  test('name files that are there, and programs that are installed', () => {
    const lost = words.flatMap(([name, line]) => {
      const [program = '', ...rest] = line;
      const files = rest.filter((word) => /^[\w@./-]*\/[\w.-]+$/.test(word));
      const is_known =
        ['node', 'npm'].includes(program) || existsSync(join(root, 'node_modules/.bin', program));
      return [
        ...(is_known ? [] : [`${name}: ${program}`]),
        ...files.filter((file) => !existsSync(join(root, file))).map((file) => `${name}: ${file}`),
      ];
    });
    expect(lost).toEqual([]);
  });

  test('name commands of the command line that there are', () => {
    const asked = words.flatMap(([, line]) => {
      const at = line.indexOf('apps/server/src/main.ts');
      return at < 0 || line[at + 1] === undefined ? [] : [line[at + 1]!];
    });
    expect(asked.filter((name) => !(name in COMMANDS))).toEqual([]);
  });

  test('are told of in the documents by names that there are', () => {
    const documents = files.filter((file) => file.endsWith('.md')).map(read);
    const told = documents.flatMap((text) =>
      [...text.matchAll(/npm run (?:-s )?([\w:-]+)/g)].map((match) => match[1]!),
    );
    expect([...new Set(told)].filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('packages', () => {
  test.each(packages)('%s says what it is and shows one door', (folder) => {
    const manifest = JSON.parse(read(`${folder}/package.json`)) as {
      name: string;
      description?: string;
      license?: string;
      exports?: Record<string, unknown>;
      imports?: Record<string, unknown>;
      dependencies?: Record<string, string>;
    };
    expect(manifest.name).toMatch(/^@otklik\//);
    expect(manifest.description).toBeTruthy();
    expect(manifest.license).toMatch(/^(AGPL-3\.0-or-later|MIT)$/);
    expect(existsSync(join(root, folder, 'README.md')), 'README.md').toBe(true);
    if (!folder.startsWith('apps/') && folder !== 'packages/ui')
      expect(Object.keys(manifest.exports ?? {})).toEqual(['.']);
    for (const [name, range] of Object.entries(manifest.dependencies ?? {}))
      expect(range, `${name} is pinned`).toMatch(/^\d+\.\d+\.\d+/);
  });

  const MODULE_FILES = [
    'package.json',
    'README.md',
    'src/index.ts',
    'src/manifest.ts',
    'src/schema.ts',
    'src/policy.ts',
  ];
  /** A module that is announced and does nothing yet: its manifest and its README say for what. */
  const isShell = (folder: string): boolean =>
    readdirSync(join(root, folder, 'src'))
      .toSorted()
      .join() === 'index.ts,manifest.ts';
  const filled = foldersIn('modules').filter((folder) => !isShell(folder));
  test.each(filled)('%s has the shape of every module', (folder) => {
    const missing = MODULE_FILES.filter((file) => !existsSync(join(root, folder, file)));
    expect(missing).toEqual([]);
    const has = (path: string): boolean => existsSync(join(root, folder, path));
    expect(has('src/model.ts') || has('src/model'), 'model').toBe(true);
    expect(has('src/store.ts') || has('src/store'), 'store').toBe(true);
    expect(linesOf(`${folder}/src/index.ts`)).toBeLessThanOrEqual(40);
    // A module without tables of its own has no migrations.
    const migrations = existsSync(join(root, folder, 'migrations'))
      ? readdirSync(join(root, folder, 'migrations'))
      : [];
    expect(migrations.filter((name) => !/^\d{4}-[a-z0-9-]+\.sql$/.test(name))).toEqual([]);
    expect(readdirSync(join(root, folder, 'test')).some((name) => name.endsWith('.test.ts'))).toBe(
      true,
    );
  });
});

describe('migrations leave the version before at work', () => {
  /**
   * What the statements of the version before would fail at: it still runs while the first process of the new
   * one migrates. Such a change takes two releases: first nothing asks for it any more, then it goes.
   */
  const BREAKING =
    /\bdrop (table|column|function|view)\b|\brename (column|to|constraint)\b|\balter (column )?\w+ (set data )?type\b|\bset not null\b|\bdrop default\b|\bdrop constraint \w+_pkey\b|\badd column (if not exists )?\w+ [^,;]*?\bnot null\b(?![^,;]*\bdefault\b)(?<!default[^,;]*)/gi;
  /** Done before there was a release: no version runs on the older schema. */
  const BEFORE_THE_FIRST_RELEASE = [
    'modules/cases/migrations/0018-tally-spans.sql: drop constraint case_tallies_pkey',
    'modules/cases/migrations/0018-tally-spans.sql: drop default',
    'modules/cases/migrations/0070-whose-lateness.sql: drop function',
    'modules/cases/migrations/0070-whose-lateness.sql: drop function',
    'modules/complaints/migrations/0018-search-newest-first.sql: drop column',
    'modules/complaints/migrations/0080-lanes-and-danger-at-every-door.sql: drop constraint complaint_lanes_pkey',
    'modules/complaints/migrations/0095-each-sending-proved.sql: drop constraint complaint_filings_pkey',
    'modules/complaints/migrations/0111-search-by-place.sql: drop column',
  ];
  const breaksIn = (sql: string): string[] =>
    [...sql.replace(/--.*$/gm, '').toLowerCase().matchAll(BREAKING)].map(([what]) => what);

  test('none takes away or narrows what is there', () => {
    const breaks = files
      .filter((file) => /\/migrations\/.*\.sql$/.test(file) && !file.startsWith('tools/'))
      .flatMap((file) => breaksIn(read(file)).map((what) => `${file}: ${what}`));
    expect(breaks.toSorted()).toEqual(BEFORE_THE_FIRST_RELEASE);
  });

  test.each([
    ['alter table a drop column b;', 1],
    ['alter table a rename column b to c;', 1],
    ['alter table a rename to b;', 1],
    ['alter table a alter column b set not null;', 1],
    ['alter table a alter column b type bigint;', 1],
    ['drop table a;', 1],
    ['alter table a add column b text not null;', 1],
    ["alter table a add column b text not null default '';", 0],
    ["alter table a add column b text default '' not null;", 0],
    ['alter table a add column b text, add column c text not null;', 1],
    ['alter table a add column b text;', 0],
    ['-- drop table a', 0],
    ['create table a (b text not null);', 0],
    ['alter table a drop constraint a_b_check;', 0],
  ])('%s breaks it: %i', (sql, count) => {
    expect(breaksIn(sql)).toHaveLength(count);
  });
});
