import { promisify } from 'node:util';
import { addPeople } from '@otklik/accounts';
import { importAssisted } from '@otklik/assisted';
import {
  advancePast,
  beginPast,
  finishPast,
  foldAllDeltas,
  importCases,
  importFlags,
  TALLY_CHANGES,
} from '@otklik/cases';
import { currentTopics, importComplaints } from '@otklik/complaints';
import { systemScope, type Tx } from '@otklik/kernel';
import { importWatched } from '@otklik/moderation-watch';
import { importContacts } from '@otklik/notices';
import { calendarOf, clinicsOf, type ClinicFacts } from '@otklik/registry';
import type { Installation } from '../assemble.ts';
import { doctorsFile } from './doctors.ts';
import { photographer } from './photos.ts';
import { filings, type Filing, type PastShape } from './rhythm.ts';
import { clinicScenes, toldTopics } from './scenery.ts';
import { simulateCase, type Simulated, type World } from './simulate.ts';
import { nameDemoDeputy } from './deputies.ts';
import { saveDemoTemplates } from './templates.ts';
import { employStaff } from './staff.ts';
import { STAGED } from './staged.ts';
import { seedSystemic } from './systemic.ts';
import { seedCrowd } from './crowd.ts';
import { seedThanks } from './thanks.ts';

const BATCH_CASES = 250;
/** With two, one core of two stood idle a quarter of the time; with three, a sixth. */
const BATCHES_AT_ONCE = 6;
const TURN_CASES = 10;
const TELL_EVERY_MS = 5000;
const SEAL_EVERY_MS = 10_000;
const SETTLED_FROM_CASES = 20_000;
const DAY_MS = 86_400_000;

/** The past that is to be written, or to be written on. */
export interface Wanted {
  readonly scale: string;
  readonly seed: number;
  readonly until: Date;
  readonly cases_count: number;
  readonly days_count: number;
  /** Cases that an earlier run has written; null when none was begun. */
  readonly done_count: number | null;
  /** The running number of its first case; null when none was begun. */
  readonly first_number: number | null;
}

const count = (n: number): string => n.toLocaleString('en-US');

/** The people and doctors that cases refer to; made once, found when made before. */
async function prepare(installation: Installation, wanted: Wanted): Promise<World | null> {
  const { app, faces, settings } = installation;
  const { region } = settings;
  const began = new Date(wanted.until.getTime() - wanted.days_count * DAY_MS);
  const employed = await app.store.withScope(
    systemScope(region, 'simulation'),
    async (tx) => {
      const clinics = (await clinicsOf(tx)).filter((clinic) => clinic.demo);
      const topics = toldTopics(await currentTopics(tx));
      if (clinics.length === 0 || topics.length === 0) return null;
      const { calendar } = await calendarOf(tx, region);
      return { clinics, topics, calendar, staff: await employStaff(tx, clinics) };
    },
    { now: new Date(began.getTime() - 30 * DAY_MS) },
  );
  if (!employed) return null;
  const { clinics, ...rest } = employed;
  await importDoctors(faces, wanted, clinics, region, began);
  const scenes = clinicScenes(wanted.seed, clinics);
  await app.store.withScope(
    systemScope(region, 'simulation'),
    (tx) => nameDemoDeputy(tx, wanted, scenes, rest.staff),
    { now: began },
  );
  await saveDemoTemplates(installation, rest.staff);
  return { app, seed: wanted.seed, until: wanted.until, began, scenes, ...rest };
}

async function importDoctors(
  faces: Installation['faces'],
  wanted: Wanted,
  clinics: readonly ClinicFacts[],
  region: string,
  began: Date,
): Promise<void> {
  const importer = { kind: 'system', region, name: 'simulation' } as const;
  const specialties = await faces.registry.listSpecialties(importer, {});
  const payload = doctorsFile(wanted.seed, clinics, specialties, began);
  await faces.registry.importRegistry(importer, { kind: 'doctors', payload });
}

function shapeOf({ seed, cases_count, days_count, until }: Wanted, zone: string): PastShape {
  return { seed, cases_count, days_count, until, zone };
}

function* batches(shape: PastShape, skip: number): Generator<Filing[]> {
  let batch: Filing[] = [];
  const staged = STAGED.map((one) => one.daysAgo);
  for (const filing of filings(shape, staged)) {
    if (filing.index < skip) continue;
    batch.push(filing);
    if (batch.length === BATCH_CASES) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

const nextTurn = promisify(setImmediate);

/** Makes a batch up in small parts: between them PostgreSQL's connections get what they wait for. */
async function simulateBatch(
  world: World,
  batch: readonly Filing[],
  withPhotos: (one: Simulated) => Promise<Simulated>,
): Promise<Simulated[]> {
  const simulated: Promise<Simulated>[] = [];
  for (const one of batch) {
    simulated.push(withPhotos(simulateCase(world, one)));
    if (simulated.length % TURN_CASES === 0) await nextTurn();
  }
  return Promise.all(simulated);
}

/** How many cases a past of this shape has. */
function countOf(shape: PastShape): number {
  let cases_count = 0;
  for (const batch of batches(shape, 0)) cases_count += batch.length;
  return cases_count;
}

async function writeBatch(
  { app }: World,
  tx: Tx,
  simulated: readonly Simulated[],
  firstNumber: number,
): Promise<void> {
  const fresh = simulated.filter((one) => one.contact !== null);
  await importContacts(
    app,
    tx,
    fresh.map((one) => one.contact!),
  );
  await addPeople(
    tx,
    fresh
      .filter((one) => one.hasAccount)
      .map(({ contact }) => ({ id: contact!.id, createdAt: contact!.createdAt })),
  );
  const cases = await importCases(
    app,
    tx,
    simulated.map((one) => one.case),
    firstNumber,
  );
  await importComplaints(
    app,
    tx,
    simulated.map((one) => one.complaint),
    cases,
  );
  await importFlags(
    tx,
    simulated.map((one) => ({ item: one.case, story: one.complaint.story })),
  );
}

/** The copies among what was written are found by the rules that find living authors'. */
async function findCopies({ faces, settings }: Installation): Promise<void> {
  const clock = { kind: 'system', region: settings.region, name: 'simulation' } as const;
  const { filings: fresh } = await faces.campaigns.listNew(clock, {});
  for (const caseId of fresh) await faces.campaigns.joinFiling(clock, { caseId });
}

/** The counts of what was written, as the job would fold them, before anybody reads. */
const foldAll = (app: World['app'], scope: ReturnType<typeof systemScope>) =>
  app.store.withScope(scope, foldAllDeltas);

/** Seals the act log beside the writing: millions of rows at the end would take minutes of their own. */
function sealer(database: Installation['database']) {
  let sealed_ms = performance.now();
  let underWay: Promise<unknown> | null = null;
  return {
    some(): void {
      if (underWay || performance.now() - sealed_ms < SEAL_EVERY_MS) return;
      underWay = database
        .sealAudit()
        // Whatever is wrong is met again, and told, by the sealing of the rest.
        .catch(() => undefined)
        .finally(() => {
          underWay = null;
          sealed_ms = performance.now();
        });
    },
    /** One sealer works at a time: a second would find the door locked and leave rows behind. */
    async rest(): Promise<void> {
      await underWay;
      await database.sealAudit();
    },
  };
}

/**
 * Writes a past batch by batch, each in one transaction together with the mark of how far it is:
 * killed at any moment, the next run goes on where the last commit stood.
 *
 * @returns how many cases were written
 */
export async function writePast(
  installation: Installation,
  wanted: Wanted,
  out: (line: string) => void,
  onBatch: (done_count: number) => void,
): Promise<number> {
  const { app, database, settings } = installation;
  const world = await prepare(installation, wanted);
  if (!world) {
    out('No demonstration: this region has no clinics or topics for one.');
    return 0;
  }
  const scope = systemScope(settings.region, 'simulation');
  const shape = shapeOf(wanted, world.scenes[0]!.clinic.zone);
  const { scale, seed, until, cases_count, days_count } = wanted;
  const began_ms = performance.now();
  let done = wanted.done_count ?? 0;
  const first_number =
    wanted.first_number ??
    (
      await app.store.withScope(
        scope,
        (tx) => beginPast(tx, countOf(shape), { scale, seed, until, cases_count, days_count }),
        { now: until },
      )
    ).first_number;
  const verb = done > 0 ? `Seeding goes on after ${count(done)} of` : 'Seeding';
  out(`${verb} ${count(cases_count)} cases …`);
  const withPhotos = photographer(app, settings.region, seed, cases_count);
  const seals = sealer(database);
  let told_ms = began_ms;
  // Some batches are under way at once: while PostgreSQL writes them, the next is made up and sealed.
  // They are committed in order, so that a cut leaves no hole.
  const underWay: Promise<void>[] = [];
  const first = done;
  for (const batch of batches(shape, done)) {
    if (performance.now() - told_ms > TELL_EVERY_MS) {
      told_ms = performance.now();
      out(`  ${count(done)} cases`);
    }
    const simulated = await simulateBatch(world, batch, withPhotos);
    if (underWay.length === BATCHES_AT_ONCE) await underWay.shift();
    const from = done;
    done += batch.length;
    const to = done;
    const earlier = underWay.at(-1);
    const written = app.store
      .withScope(
        scope,
        async (tx) => {
          await writeBatch(world, tx, simulated, first_number + from);
          await earlier;
          await advancePast(tx, from, to);
        },
        { now: until },
      )
      .then(() => onBatch(to));
    // Awaited in a later round; until then a failure is nobody's surprise.
    written.catch(() => undefined);
    underWay.push(written);
    seals.some();
  }
  await Promise.all(underWay);
  const clinics = world.scenes.map(({ clinic }) => clinic);
  await app.store.withScope(
    scope,
    async (tx) => {
      await seedThanks(tx, { seed, until, clinics });
      await seedCrowd(tx, { seed, until, clinics });
      await importAssisted(tx, world.staff.clerkId);
      await seedSystemic(tx);
      await importWatched(tx);
      await finishPast(tx);
    },
    { now: until },
  );
  await findCopies(installation);
  // Sums and seals know nothing of each other: one a core.
  await Promise.all([foldAll(app, scope), seals.rest()]);
  // A small past is settled soon enough by itself.
  if (done - first >= SETTLED_FROM_CASES) await database.settle([TALLY_CHANGES]);
  const took_s = (performance.now() - began_ms) / 1000;
  out(`  ${count(done)} cases … done in ${Math.max(1, Math.round(took_s))} s`);
  return done - first;
}
