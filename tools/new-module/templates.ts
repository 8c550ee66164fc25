/** `home-visits` → `homeVisits`. */
export const camel = (name: string): string =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** `home-visits` → `home_visits`. */
export const snake = (name: string): string => name.replaceAll('-', '_');

const manifest = (name: string): string => `import { defineModule } from '@otklik/kernel';
import { addNote } from './commands/add-note.ts';
import { listNotes } from './queries/list-notes.ts';

export const manifest = defineModule({
  name: '${name}',
  needs: [],
  commands: { addNote },
  queries: { listNotes },
  jobs: [],
  settings: {},
  constraints: { one_${snake(name)}_note_per_title: 'already-exists' },
  migrations: new URL('../migrations/', import.meta.url),
});
`;

const migration = (
  table: string,
): string => `-- Notes of this module: a sample to be replaced by what it is for.
create table ${table}_notes (
  region_id text not null,
  id uuid not null,
  title text not null,
  written_by uuid not null,
  written_at timestamptz not null,
  primary key (region_id, id),
  constraint one_${table}_note_per_title unique (region_id, title)
);
select protect_region_table('${table}_notes', 'select, insert');
`;

const packageJson = (name: string): string =>
  `${JSON.stringify(
    {
      name: `@otklik/${name}`,
      version: '0.1.0',
      private: true,
      description: `What ${name} is for, in one line`,
      license: 'AGPL-3.0-or-later',
      type: 'module',
      exports: { '.': './src/index.ts' },
      dependencies: {
        '@otklik/db': '0.1.0',
        '@otklik/kernel': '0.1.0',
        kysely: '0.29.9',
        zod: '4.6.7',
      },
    },
    null,
    2,
  )}\n`;

const store = (table: string): string => `import { newId, regionOf, type Tx } from '@otklik/kernel';
import type { Timestamp } from '@otklik/db';

interface NoteTable {
  region_id: string;
  id: string;
  title: string;
  written_by: string;
  written_at: Timestamp;
}

declare module '@otklik/db' {
  interface Tables {
    ${table}_notes: NoteTable;
  }
}

const regionId = (tx: Tx): string => regionOf(tx.scope) ?? '';

/** The unique index decides whether the title is free. @throws AppError already-exists */
export async function insertNote(tx: Tx, title: string, writtenBy: string): Promise<string> {
  const id = newId(tx.now.getTime());
  await tx.db
    .insertInto('${table}_notes')
    .values({ region_id: regionId(tx), id, title, written_by: writtenBy, written_at: tx.now })
    .execute();
  return id;
}

/** Newest first. */
export const newestNotes = (tx: Tx, limit: number) =>
  tx.db
    .selectFrom('${table}_notes')
    .select(['id', 'title', 'written_at'])
    .where('region_id', '=', regionId(tx))
    .orderBy('written_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
`;

const test = (name: string): string => `import { describe, expect, test } from 'vitest';
import { faceOf, newId } from '@otklik/kernel';
import { staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import { manifest } from '../src/index.ts';

const house = useInstallation();
const moderator = staff(newId(), { role: 'moderator', reach: { kind: 'region' } });
const executor = staff(newId(), { role: 'executor', reach: { kind: 'region' } });

describe('${name}: notes', () => {
  test('a moderator adds one, everybody reads it', async () => {
    const face = faceOf(house.it.app, manifest);
    const { id } = await face.addNote(moderator, { title: '  Первая  ' });
    expect(await face.listNotes(visitor(), {})).toMatchObject([{ id, title: 'Первая' }]);
  });

  test('a second of the same title is refused by the index', async () => {
    const face = faceOf(house.it.app, manifest);
    await face.addNote(moderator, { title: 'Вторая' });
    await expect(face.addNote(moderator, { title: 'Вторая' })).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  test('nobody else adds any', async () => {
    const face = faceOf(house.it.app, manifest);
    const add = face.addNote(visitor(), { title: 'Третья' });
    await expect(add).rejects.toMatchObject({ code: 'sign-in-required' });
    const answer = face.addNote(executor, { title: 'Ещё' });
    await expect(answer).rejects.toMatchObject({ code: 'forbidden' });
  });
});
`;

/** Every file of a new module, by its path inside the module's folder. */
export function moduleFiles(name: string): Readonly<Record<string, string>> {
  const table = snake(name);
  return {
    'package.json': packageJson(name),
    'README.md': `# @otklik/${name}\n\nWhat it is for, its states, what must always be true.\n`,
    [`migrations/0001-${name}.sql`]: migration(table),
    'src/index.ts': `export { manifest } from './manifest.ts';\n`,
    'src/manifest.ts': manifest(name),
    'src/model.ts': `/** The longest title, in characters. */
export const TITLE_CHARACTERS_MAX = 200;

/** One line: outer spaces go, inner ones become one. */
export const tidyTitle = (title: string): string => title.trim().replace(/\\s+/g, ' ');
`,
    'src/schema.ts': `import { z } from 'zod';
import { tidyTitle, TITLE_CHARACTERS_MAX } from './model.ts';

export const addNote = z.strictObject({
  title: z
    .string()
    .max(TITLE_CHARACTERS_MAX * 4)
    .transform(tidyTitle)
    .pipe(z.string().min(1).max(TITLE_CHARACTERS_MAX)),
});
export const listNotes = z.strictObject({ limit: z.int().min(1).max(100).default(20) });
`,
    'src/policy.ts': `import { AppError, hasRole, type Actor } from '@otklik/kernel';

/**
 * Who may write: a moderator. Returns the person, so that a handler cannot run without the check.
 * @throws AppError sign-in-required, forbidden
 */
export function writer({ actor }: { readonly actor: Actor }): string {
  if (actor.kind === 'visitor') throw new AppError('sign-in-required');
  if (actor.kind !== 'person' || !hasRole(actor, 'moderator')) throw new AppError('forbidden');
  return actor.personId;
}
`,
    'src/store.ts': store(table),
    'src/commands/add-note.ts': `import { defineCommand } from '@otklik/kernel';
import { writer } from '../policy.ts';
import { addNote as input } from '../schema.ts';
import { insertNote } from '../store.ts';

/** Adds a note. @throws AppError already-exists, sign-in-required, forbidden */
export const addNote = defineCommand({
  name: '${name}.add-note',
  input,
  policy: writer,
  handle: async ({ tx, subject, input: { title } }) => ({
    id: await insertNote(tx, title, subject),
  }),
  audit: ({ output }) => ({ object: output.id }),
});
`,
    'src/queries/list-notes.ts': `import { defineQuery } from '@otklik/kernel';
import { listNotes as input } from '../schema.ts';
import { newestNotes } from '../store.ts';

/** The newest notes; public. */
export const listNotes = defineQuery({
  name: '${name}.list-notes',
  input,
  policy: () => undefined,
  handle: ({ tx, input: { limit } }) => newestNotes(tx, limit),
});
`,
    'test/add-note.test.ts': test(name),
  };
}
