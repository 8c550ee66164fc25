import { median } from '@otklik/stats';
import pg from 'pg';
import type { Installation } from '../apps/server/src/assemble.ts';
import { COURSES, peopleFor, type People, type Step } from './courses.ts';
import { withBenchInstallation } from './installation.ts';
import { recorded, whileRecording } from './recording.ts';
import { freshCopy, type Statement } from './statements.ts';

const AT_ONCE = 16;
const ROUNDS = '3';
const CASES = '320';
const WANTED = 0.3;
const STORY = 'На входе нет бахил ни в одном из автоматов, гардеробщица разводит руками.';

/** Two cases that are alike but for their ids: one goes through the waist, the other by bare statements. */
interface Twins {
  readonly number: string;
  readonly people: People;
  /** What stands in the second for what stands in the first; grows with what each step makes. */
  readonly instead: Map<string, string>;
}

/** Runs `work` over all items, so many at once. @returns items a second */
async function rate<T>(items: readonly T[], work: (item: T, worker: number) => Promise<unknown>) {
  const queue = items.values();
  const started = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, worker) => {
      for (const item of queue) await work(item, worker);
    }),
  );
  return (items.length * 1000) / (performance.now() - started);
}

const idsOf = async (client: pg.Client, number: string): Promise<string[]> => {
  const { rows } = await client.query<{ ids: string[] }>(
    'select array[id::text, number, data_key_id::text, receipt_hash, path] as ids from cases where number = $1',
    [number],
  );
  return rows[0]!.ids;
};

async function makeTwins(
  { faces }: Installation,
  client: pg.Client,
  people: readonly People[],
  clinic: string,
): Promise<Twins[]> {
  const file = async (author: People['author']) =>
    (
      await faces.complaints.fileComplaint(author, {
        clinic,
        topic: 'no-shoe-covers',
        story: STORY,
        facts: { seen_at: new Date(Date.now() - 3_600_000).toISOString().slice(0, 16) },
      })
    ).number;
  const filed: (readonly [People, string, string])[] = [];
  await rate(people, async (own) => {
    filed.push([own, await file(own.author), await file(own.author)]);
  });
  const twins: Twins[] = [];
  for (const [own, number, second] of filed) {
    const [from, to] = [await idsOf(client, number), await idsOf(client, second)];
    twins.push({ number, people: own, instead: new Map(from.map((id, at) => [id, to[at]!])) });
  }
  return twins;
}

/** One step of all twins: through the waist first, then its very statements on the second ones. */
async function compare(
  { faces }: Installation,
  clients: readonly pg.Client[],
  twins: readonly Twins[],
  step: Step,
  since: Date,
) {
  const sent = new Map<Twins, Statement[]>();
  const waist = await rate(twins, async (twin) => {
    sent.set(twin, await recorded(() => step.run(faces, twin.people, twin.number)));
  });
  // Swapping ids is not the database's work: done before the clock runs.
  const copies = twins.map((twin) => freshCopy(sent.get(twin)!, since, twin.instead));
  const bare = await rate(copies, async (statements, worker) => {
    for (const { text, values } of statements)
      if (values.length === 0) await clients[worker]!.query(text);
      else await clients[worker]!.query({ name: nameOf(text), text, values: [...values] });
  });
  return { waist, bare, ratio: waist / bare, statements: copies[0]!.length };
}

const names = new Map<string, string>();
function nameOf(text: string): string {
  if (!names.has(text)) names.set(text, `bare-${names.size}`);
  return names.get(text)!;
}

async function connected(url: string, count: number): Promise<pg.Client[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
}

/**
 * Each step of the lifecycle through the waist against the same statements driven bare, 16 at once, with
 * durable commits: `lifecycle [CASES 320] [ROUNDS 3]`. The reference is a loop of named prepared statements
 * over the same driver.
 */
export async function main([cases = CASES, rounds = ROUNDS]: string[]): Promise<void> {
  await withBenchInstallation(async (installation) => {
    const { region } = installation.settings;
    const visitor = { kind: 'visitor', region, origin: 'bench' } as const;
    const { clinics } = await installation.faces.registry.findClinics(visitor, { limit: 1 });
    const clients = await connected(installation.database.appUrl, AT_ONCE);
    const looking = (await connected(installation.database.appUrl, 1))[0]!;
    await looking.query(`set app.region = '${region}'`);
    const measured = new Map<string, { ratio: number; waist: number; statements: number }[]>();
    let made = 0;
    for (let round = 0; round < Number(rounds); round += 1)
      for (const course of COURSES) {
        const people = [];
        for (let at = 0; at < Number(cases); at += 1)
          people.push(await peopleFor(installation, `life-${(made += 1)}`));
        const since = new Date();
        const twins = await makeTwins(installation, looking, people, clinics[0]!.code);
        for (const step of course) {
          const found = await whileRecording(() =>
            compare(installation, clients, twins, step, since),
          );
          if (!step.is_way) measured.set(step.name, [...(measured.get(step.name) ?? []), found]);
        }
      }
    await Promise.all([...clients, looking].map((client) => client.end()));
    for (const [name, rounds] of measured) {
      const ratio = median(rounds.map((one) => one.ratio));
      const all = rounds.map((one) => one.ratio.toFixed(2)).join(', ');
      if (!(ratio >= WANTED)) process.exitCode = 1;
      console.log(
        `${ratio >= WANTED ? 'ok   ' : 'UNDER'} ${name.padEnd(18)} ratio ${ratio.toFixed(2)} (rounds ${all}; wanted ≥ ${WANTED}); ${median(rounds.map((one) => one.waist)).toFixed(0)}/s, ${rounds[0]!.statements} statements`,
      );
    }
  });
}
