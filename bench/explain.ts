import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { createLog } from '@otklik/adapters';
import { passwordOf, urlFor } from '@otklik/db';
import { assemble, type Installation } from '../apps/server/src/assemble.ts';
import { openApi } from '../apps/server/src/http/api.ts';
import { createListener } from '../apps/server/src/http/listener.ts';
import { openPages } from '../apps/server/src/http/pages.ts';
import { readSettings } from '../apps/server/src/settings.ts';
import { draw } from './load/drawn.ts';
import { pageKinds, type PageKind, type Sessions } from './load/pages.ts';
import { planOf, settingsOfFunction, tableSizes, WHOLE_ROWS_MAX, type Plan } from './load/plans.ts';
import { signInBy } from './load/session.ts';
import { recordedAll, whileRecording } from './recording.ts';
import type { Statement } from './statements.ts';

const PORT = 8105;
const SEED = 2026;
const ADDRESSES_PER_KIND = 12;
const PAGE = fileURLToPath(new URL('../docs/reference/query-plans.md', import.meta.url));
// What opens, closes or sets up a transaction has no plan.
const PLANNED = /^\s*(?:select|with)\b/i;
// The body of the one function that reads a table: asked apart, since a plan shows only its call.
const STORIES = `select case_id from complaints
  where region_id = nullif(current_setting('app.region', true), '') and search @@ `;

/** Pages of an installation served inside this process, so that their statements are heard here. */
async function serveHere(installation: Installation): Promise<{ base: string; close(): void }> {
  const web = await openPages(installation);
  const mounts = { web, prefixes: openApi(installation) };
  const server = createListener(
    installation,
    mounts,
    () => PORT,
    () => true,
  );
  await new Promise<void>((resolve) => server.listen(PORT, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${PORT}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

interface Found {
  readonly pages: Set<string>;
  plan: Plan;
}

/** Every statement of every kind of page, each with the slowest of its plans. */
async function plansOf(installation: Installation, base: string, kinds: readonly PageKind[]) {
  const { region } = installation.settings;
  const { appUrl } = installation.database;
  const owner = await open(
    urlFor(appUrl, 'otklik', passwordOf(installation.app.ports.keys, 'otklik')),
  );
  const app = await open(appUrl);
  const sizes = await tableSizes(owner);
  const of_stories = await settingsOfFunction(owner, 'stories_dated');
  const found = new Map<string, Found>();
  const look = async (kind: PageKind, sent: Statement, client: pg.Client, under?: string[]) => {
    const plan = await planOf(client, region, sent, sizes, under);
    const known = found.get(sent.text) ?? { pages: new Set<string>(), plan };
    found.set(sent.text, known);
    known.pages.add(kind.name);
    const whole = [...new Set([...known.plan.whole, ...plan.whole])];
    known.plan = { ...(plan.took_ms > known.plan.took_ms ? plan : known.plan), whole };
  };
  try {
    for (const kind of kinds)
      for (let at = 0; at < ADDRESSES_PER_KIND; at += 1) {
        const { path, cookie } = kind.next();
        const statements = await recordedAll(async () => {
          const answer = await fetch(`${base}${path}`, { headers: cookie ? { cookie } : {} });
          await answer.arrayBuffer();
        });
        for (const { text, values, role } of statements) {
          // The account library reads its own few tables under a role of its own.
          if (role !== app.user || !PLANNED.test(text) || !/\bfrom\b/i.test(text)) continue;
          await look(kind, { text, values }, app);
          const body = storiesAsked(text, values);
          if (body) await look(kind, body, owner, of_stories);
        }
      }
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
  return { found, sizes };
}

/** What the function is asked for by this statement, as its own body asks the table. */
function storiesAsked(text: string, values: readonly unknown[]): Statement | null {
  if (!/stories_(?:with|dated)\(/.test(text)) return null;
  const value = (pattern: RegExp): unknown => values[Number(pattern.exec(text)?.[1]) - 1];
  const words = value(/search_form\(\$(\d+)\)/);
  const marks = value(/q && \$(\d+)::tsquery/);
  const query = `websearch_to_tsquery('russian', search_form($1))`;
  return marks === undefined
    ? { text: STORIES + query, values: [words] }
    : { text: `${STORIES}(${query} && $2::tsquery)`, values: [words, marks] };
}

async function open(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client;
}

const short = (text: string): string => {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll('"', '').replaceAll('|', '\\|').trim();
  const from = flat.replace(/^select .*? from /, 'select … from ');
  return from.length > 180 ? `${from.slice(0, 179)}…` : from;
};

function pageOf(found: ReadonlyMap<string, Found>, sizes: ReadonlyMap<string, number>): string {
  const rows = [...found.values()]
    .toSorted((a, b) => b.plan.took_ms - a.plan.took_ms)
    .map(({ pages, plan }) =>
      [
        `\`${short(plan.text).replaceAll('`', "'")}\``,
        [...pages].join(', '),
        plan.reads.join('; ') || 'no table',
        Math.round(plan.rows),
        plan.buffers,
        plan.took_ms.toFixed(1),
      ].join(' | '),
    );
  const cases = Math.round((sizes.get('cases') ?? 0) / 1000) * 1000;
  const entries = Math.round((sizes.get('case_entries') ?? 0) / 1000) * 1000;
  return `# Query plans

Written by \`npm run bench -- explain DATA_DIR\` over about ${cases.toLocaleString('en-US')} cases with ${entries.toLocaleString('en-US')} events: every statement that the public pages, the statistics and the desk's queues send, with the slowest of its plans over ${ADDRESSES_PER_KIND} addresses of each kind of page. The command fails where a table of more than ${WHOLE_ROWS_MAX.toLocaleString('en-US')} rows is read from end to end. "Buffers" are pages of 8 kB touched; times are of a machine with two cores that did other things too.

| Statement | Pages | Reads | Rows | Buffers | ms |
| --- | --- | --- | --- | --- | --- |
${rows.map((row) => `| ${row} |`).join('\n')}
`;
}

/** Plans of every statement of the pages: `explain DATA_DIR`. Ends with 1 where a large table is read whole. */
export async function main([dataDir]: string[]): Promise<void> {
  if (!dataDir) {
    console.log('explain DATA_DIR: of a seeded demonstration');
    return;
  }
  const log = createLog({ write: (line) => process.stderr.write(line), level: 'warn' });
  const settings = readSettings({ DATA_DIR: dataDir, PORT: String(PORT) });
  const installation = await assemble({ settings, log, hold: 'join' });
  const server = await serveHere(installation);
  try {
    const drawn = await draw(installation.database.appUrl, settings.region, SEED);
    const sessions = {} as Record<keyof Sessions, string>;
    for (const role of ['moderator', 'executor', 'controller'] as const) {
      const link = await installation.accounts.signInLinkFor(settings.region, role);
      sessions[role] = await signInBy(server.base, link);
    }
    const kinds = pageKinds(drawn, sessions, SEED);
    const { found, sizes } = await whileRecording(() => plansOf(installation, server.base, kinds));
    writeFileSync(PAGE, pageOf(found, sizes));
    const whole = [...found.values()].filter(({ plan }) => plan.whole.length > 0);
    for (const { plan } of whole)
      console.log(`WHOLE ${plan.whole.join(', ')}: ${short(plan.text)}`);
    console.log(`${found.size} statements, ${whole.length} of them read a large table whole`);
    if (whole.length > 0) process.exitCode = 1;
  } finally {
    server.close();
    await installation.close();
  }
}
