import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnyCommand, AnyQuery, Manifest } from '@otklik/kernel';
import { allConstraints, MODULES } from '../apps/server/src/modules.ts';
import { clientFor } from './support/catalogue.ts';
import { useInstallation } from './support/installation.ts';

const house = useInstallation();
const root = fileURLToPath(new URL('../', import.meta.url));
const modules: readonly Manifest[] = MODULES;

const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(root, folder, file));
const read = (file: string): string => readFileSync(file, 'utf8');
const verbsOf = (module: Manifest): (AnyCommand | AnyQuery)[] => [
  ...Object.values(module.commands),
  ...Object.values(module.queries),
];

/** Modules that a module's sources import, by name. */
const importsOf = (name: string): Set<string> => {
  const names = modules.map((module) => module.name);
  const found = filesIn(`modules/${name}/src`).flatMap((file) =>
    [...read(file).matchAll(/(?:from|import)[ (]*['"]@otklik\/([a-z-]+)['"]/g)].map(
      (match) => match[1]!,
    ),
  );
  return new Set(found.filter((other) => other !== name && names.includes(other)));
};

describe('modules', () => {
  test('the list names every module folder', () => {
    expect(modules.map((module) => module.name).toSorted()).toEqual(
      readdirSync(join(root, 'modules')).toSorted(),
    );
  });

  test.each(modules.map((module) => [module.name, module] as const))(
    '%s needs what it imports, and no more',
    (name, { needs }) => {
      expect([...importsOf(name)].toSorted()).toEqual(needs.toSorted());
      const { dependencies = {} } = JSON.parse(
        read(join(root, 'modules', name, 'package.json')),
      ) as {
        dependencies?: Record<string, string>;
      };
      for (const other of needs) expect(dependencies, name).toHaveProperty(`@otklik/${other}`);
    },
  );

  test('stand in an order in which each comes after those it needs: so there is no cycle', () => {
    const before = new Set<string>();
    for (const { name, needs } of modules) {
      expect(
        needs.filter((other) => !before.has(other)),
        name,
      ).toEqual([]);
      before.add(name);
    }
  });
});

describe('verbs', () => {
  const all = modules.flatMap((module) => verbsOf(module).map((verb) => ({ module, verb })));

  test('are named module.verb-noun, each once', () => {
    for (const { module, verb } of all)
      expect(verb.name).toMatch(new RegExp(`^${module.name}\\.[a-z]+(-[a-z]+)*$`));
    const names = all.map(({ verb }) => verb.name);
    expect(names.length).toBe(new Set(names).size);
  });

  test('that take a code somebody could guess make guesses wait', () => {
    const keysOf = ({ input }: AnyCommand | AnyQuery): string[] =>
      'shape' in input ? Object.keys(input.shape as object) : [];
    const guessed = all
      .filter(({ verb }) =>
        keysOf(verb).some(
          (key) => key === 'receipt' || (key === 'code' && /-(totp|code)$/.test(verb.name)),
        ),
      )
      .map(({ verb }) => verb);
    expect(guessed.map(({ name }) => name)).toContain('accounts.verify-totp');
    expect(guessed.length).toBeGreaterThanOrEqual(6);
    expect(guessed.filter((verb) => !verb.guess).map(({ name }) => name)).toEqual([]);
  });

  test('live one in a file that is named like them, and every file is in the manifest', () => {
    for (const module of modules)
      for (const [kind, verbs] of [
        ['commands', module.commands],
        ['queries', module.queries],
      ] as const) {
        const folder = join(root, 'modules', module.name, 'src', kind);
        const names = Object.values(verbs).map((verb) => verb.name.split('.')[1]!);
        const files = names.length > 0 ? readdirSync(folder) : [];
        expect(files.toSorted(), `${module.name}/${kind}`).toEqual(
          names.map((name) => `${name}.ts`).toSorted(),
        );
        for (const file of files)
          expect(read(join(folder, file)).match(/= define(Command|Query)\(/g), file).toHaveLength(
            1,
          );
      }
  });

  test('say what they are for', () => {
    const commands = read(join(root, 'docs/reference/commands.md'));
    const silent = all.filter(({ verb }) =>
      new RegExp(`\`${verb.name.replace('.', '\\.')}\` \\| \\w+ \\|\\s*\\|`).test(commands),
    );
    expect(silent.map(({ verb }) => verb.name)).toEqual([]);
  });

  test('take no fields that nobody asked for', () => {
    const open = all.filter(({ verb }) => {
      const json = verb.input.toJSONSchema({ io: 'input', unrepresentable: 'any' }) as {
        type?: string;
        additionalProperties?: unknown;
        anyOf?: { additionalProperties?: unknown }[];
        oneOf?: { additionalProperties?: unknown }[];
      };
      const shapes = json.anyOf ?? json.oneOf ?? [json];
      return shapes.some((shape) => shape.additionalProperties !== false);
    });
    // Bundled files bring fields that are for their readers; their rows are judged one by one.
    expect(open.map(({ verb }) => verb.name)).toEqual(['complaints.import-topics']);
  });
});

describe('jobs', () => {
  test('are named module.verb-noun, each once', () => {
    const names = modules.flatMap((module) =>
      module.jobs.map((job) => {
        expect(job.name).toMatch(new RegExp(`^${module.name}\\.[a-z]+(-[a-z]+)*$`));
        return job.name;
      }),
    );
    expect(names.length).toBe(new Set(names).size);
  });

  test('open no transaction of their own: they call verbs', () => {
    for (const { name } of modules)
      for (const file of filesIn(`modules/${name}/src`).filter((f) => f.includes('/jobs/')))
        expect(read(file), file).not.toMatch(/withScope|\btx\.|\bsql`/);
  });
});

describe('constraints', () => {
  let boss: pg.Client;
  beforeAll(async () => {
    boss = await clientFor(house.it.superUrl);
  });
  afterAll(() => boss.end());

  test('that a manifest translates are there', async () => {
    const { rows } = await boss.query<{ name: string }>(
      `select conname as name from pg_constraint union select relname from pg_class where relkind = 'i'`,
    );
    const known = new Set(rows.map((row) => row.name));
    expect(Object.keys(allConstraints).filter((name) => !known.has(name))).toEqual([]);
  });

  test('two modules never claim one name', () => {
    const names = modules.flatMap((module) => Object.keys(module.constraints));
    expect(names.length).toBe(new Set(names).size);
  });

  test('unique ones are named by their meaning and translated, or cannot be met by a person', async () => {
    const { rows } = await boss.query<{ name: string }>(
      `select i.indexrelid::regclass::text as name from pg_index i
       join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and i.indisunique and not i.indisprimary order by 1`,
    );
    const untold = rows
      .map((row) => row.name)
      .filter((name) => !(name in allConstraints) && !(name in NOT_MET));
    expect(untold).toEqual([]);
    // Names that PostgreSQL made up say nothing in a log.
    expect(rows.map((row) => row.name).filter((name) => !name.startsWith('one_'))).toEqual([]);
    expect(Object.keys(NOT_MET).filter((name) => !rows.some((row) => row.name === name))).toEqual(
      [],
    );
  });
});

/** Unique indexes over what the program makes itself: random tokens, its own rows, files it reads. */
const NOT_MET: Readonly<Record<string, string>> = {
  one_access_slot_per_public_id:
    'made of the primary key: two rows share it no sooner than their digest',
  one_seal_per_row: 'the sealer alone writes here',
  one_link_per_token: 'tokens are 256 random bits',
  one_invitation_per_token: 'tokens are 256 random bits',
  one_flow_per_state: 'states are 256 random bits',
  one_row_per_challenge: 'challenges are 256 random bits',
  one_api_key_per_hash: 'keys are 256 random bits',
  one_current_version_per_topic: 'the importer closes the old version in the same transaction',
  one_clinic_per_place_in_order: 'made by the importer from name and code',
  one_object_per_code: 'the importer writes with on conflict',
  one_doctor_per_code: 'the importer writes with on conflict',
  one_post_per_start: 'the importer writes with on conflict',
};
