import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { ERROR_STATUS, type AnyCommand, type AnyQuery, type Manifest } from '@otklik/kernel';
import { MODULES } from '../apps/server/src/modules.ts';
import { bent, shapeOf, valuesOf, type Vocabulary } from './fuzz/from-schema.ts';
import { everyActor, type ActorFor } from './permissions/actors.ts';
import { outcomeOf } from './permissions/dry-run.ts';
import { SAMPLES, type Sample } from './permissions/samples.ts';
import { buildWorld, type World } from './permissions/world.ts';
import { REGION, useInstallation } from './support/installation.ts';

/**
 * Every verb is asked nonsense by everybody, and answers with a code of `docs/reference/errors.md`: never
 * with a fault of ours. What is asked grows out of the verb's own schema and out of its samples.
 *
 * A longer search: `OTKLIK_FUZZ_RUNS=2000`, in another place: `OTKLIK_FUZZ_SEED=7`. A failure prints the
 * seed and the path; the same seed asks the same questions again. One verb alone: vitest's `-t NAME`.
 */
const RUNS = Number(process.env.OTKLIK_FUZZ_RUNS ?? 24);
const SEED = Number(process.env.OTKLIK_FUZZ_SEED ?? 20_261_122);
const PATIENCE_MS = 20_000 + RUNS * 500;
const REPORT_CHARACTERS = 4000;

/** Refusals that are no refusals: something of ours broke, or was too slow. */
const FAULTS: readonly string[] = ['internal', 'unavailable', 'over-capacity'];

/** The ways in, each by the actor that comes through it; the system's own verbs get their own. */
const WAYS_IN = [
  'visitor',
  'stranger',
  'author',
  'receipt',
  'key complaints:write',
  'key cabinet:read',
  'key slots:write',
  'key referrals:write',
  'moderator',
  'executor of the clinic',
  'head of the clinic',
  'coordinator',
  'controller',
  'administrator',
  'clerk',
  'moderator of another region',
];

type Verb = AnyCommand | AnyQuery;
const verbs: Verb[] = (MODULES as readonly Manifest[]).flatMap((module) => [
  ...Object.values(module.commands),
  ...Object.values(module.queries),
]);

const house = useInstallation();
let world: World;
let actors: ReadonlyMap<string, ActorFor>;
let vocabulary: Vocabulary;
/** How often each verb was answered by each code; `allowed` where it did what it was asked. */
const answers = new Map<string, Map<string, number>>();

/** Every string in a value, and every list of bytes. */
function gather(value: unknown, words: Set<string>, bytes: Uint8Array[]): void {
  if (typeof value === 'string') words.add(value);
  else if (value instanceof Uint8Array) bytes.push(value);
  else if (typeof value === 'object' && value !== null && !(value instanceof Date))
    for (const inner of Object.values(value)) gather(inner, words, bytes);
}

beforeAll(async () => {
  world = await buildWorld(house.it);
  const known = new Map(await everyActor(world));
  const head = await world.person(REGION, [
    { role: 'head', reach: { kind: 'clinic', id: world.clinic.id } },
  ]);
  known.set('head of the clinic', () => head);
  actors = known;
  const words = new Set<string>();
  const bytes: Uint8Array[] = [];
  const { house: _, ...things } = world;
  gather(things, words, bytes);
  for (const sample of Object.values(SAMPLES).flat())
    gather(sample.input(world, head), words, bytes);
  vocabulary = { words: [...words].filter((word) => word.length < 10_000), bytes };
}, 120_000);

const actorOf = (name: string, sample: Sample) =>
  actors.get(name)!(world.cases[sample.about ?? 'answered']!.id);

/** Who is let in with a good question: the ways in, else the system's. */
async function allowedTo(verb: Verb, sample: Sample): Promise<string[]> {
  const open = async (names: readonly string[]): Promise<string[]> => {
    const found: string[] = [];
    for (const name of names) {
      const answer = await outcomeOf(world, verb, sample, actorOf(name, sample));
      if (answer.startsWith('allowed')) found.push(name);
    }
    return found;
  };
  const people = await open(WAYS_IN);
  return people.length > 0
    ? people
    : open([...actors.keys()].filter((n) => n.startsWith('system')));
}

async function ask(verb: Verb, sample: Sample, who: string, input: unknown, machine: boolean) {
  const asked: Sample = {
    ...(sample.about ? { about: sample.about } : {}),
    ...(sample.arrange ? { arrange: sample.arrange } : {}),
    input: () => input,
    options: {
      proofOfWork: 'no-script',
      ...(machine ? { idempotencyKey: 'fuzz-fuzz-fuzz-fuzz' } : {}),
    },
  };
  const answer = await outcomeOf(world, verb, asked, actorOf(who, sample));
  const seen = answers.get(verb.name) ?? new Map<string, number>();
  answers.set(verb.name, seen.set(answer, (seen.get(answer) ?? 0) + 1));
  if (FAULTS.includes(answer)) throw new Error(`answered ${answer}`);
  expect(answer === 'allowed' || answer in ERROR_STATUS, answer).toBe(true);
}

describe(`nonsense (seed ${SEED}, ${RUNS} questions a verb)`, () => {
  test.each(verbs.map((verb) => [verb.name, verb] as const))(
    '%s refuses by code',
    { timeout: PATIENCE_MS },
    async (name, verb) => {
      const samples = SAMPLES[name] ?? [];
      const first = samples[0];
      expect(first, `${name} has no sample to bend`).toBeDefined();
      const shape = shapeOf(verb.input);
      const allowed = await allowedTo(verb, first!);
      // Once as it is meant, so that every verb is reached behind its schema whatever the dice say.
      const asker = allowed[0]!;
      await ask(verb, first!, asker, first!.input(world, actorOf(asker, first!)), false);
      const question = fc.oneof(
        { weight: 1, arbitrary: valuesOf(shape, vocabulary).map((value) => () => value) },
        { weight: 2, arbitrary: bent(shape, vocabulary) },
      );
      const who = fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(...allowed) },
        { weight: 1, arbitrary: fc.constantFrom(...WAYS_IN) },
      );
      const about = fc.constantFrom(...samples);
      const property = fc.asyncProperty(
        about,
        who,
        question,
        fc.boolean(),
        (sample, one, bend, key) =>
          ask(verb, sample, one, bend(sample.input(world, actorOf(one, sample))), key),
      );
      await fc
        .assert(property, {
          seed: SEED,
          numRuns: RUNS,
          interruptAfterTimeLimit: PATIENCE_MS - 5000,
        })
        .catch((error: unknown) => {
          const { message, cause } = error as Error;
          throw new Error(message.slice(0, REPORT_CHARACTERS), { cause });
        });
    },
  );

  test('reached every verb behind its schema', () => {
    const unasked = verbs.filter(({ name }) => {
      const codes = [...(answers.get(name)?.keys() ?? [])];
      return !codes.some((code) => code !== 'invalid-input');
    });
    expect(unasked.map(({ name }) => name)).toEqual([]);
  });
});
