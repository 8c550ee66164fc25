import type pg from 'pg';
import { newSecret, regionScope, runCommand, type Actor } from '@otklik/kernel';
import { hashesOf, makeKeysOf } from '@otklik/survey-answers';
import { mintToken, putRules } from '@otklik/surveys';
import { release } from '../../modules/survey-answers/src/commands/release.ts';
import { askAll, linksTo, visit } from '../../modules/surveys/test/town.ts';
import { REGION, type TestInstallation } from '../support/installation.ts';
import { chance } from './attacks.ts';
import { dumpOf, nextXid, rowOf, type Row } from './dump.ts';

/** What the world knows and no attack is told: who wrote which answer. */
export interface Written {
  readonly email: string;
  readonly receiptHash: string;
  /** Null for who wrote no words. */
  readonly commentHash: string | null;
  /** The how many-th answer of all it was. */
  readonly turn: number;
}

export interface World {
  readonly written: readonly Written[];
  readonly dump: readonly Row[];
}

const REPORTER: Actor = {
  kind: 'key',
  region: REGION,
  keyId: '00000000-0000-4000-8000-00000000d0d0',
  scopes: ['visits:write'],
  origin: 'reporter',
};
const RELEASER: Actor = { kind: 'system', region: REGION, name: 'survey-answers.release' };
const DAYS = 6;
const A_DAY = 20;
const PLACES = 3;
const MINUTE_ms = 60_000;
const SYSTEM = 'https://otklik.example/fhir/CodeSystem/five-point';

type Random = () => number;
const pick = <T>(list: readonly T[], random: Random): T =>
  list[Math.floor(random() * list.length)]!;

const graded = (linkId: string, code: string) => ({
  linkId,
  answer: [{ valueCoding: { system: SYSTEM, code } }],
});

/** What somebody thinks: marks, and words for some. */
function opinion(random: Random) {
  const mark = (): string => String(1 + Math.floor(random() * 5));
  const words =
    random() < 0.5 ? `Мнение ${'очень '.repeat(Math.floor(random() * 60))}личное.` : null;
  const item: Record<string, unknown>[] = [
    {
      linkId: 'visit',
      item: [
        graded('doctor', mark()),
        graded('staff', mark()),
        graded('building', pick(['4', '5'], random)),
      ],
    },
  ];
  if (words) item.push({ linkId: 'comment', answer: [{ valueString: words }] });
  return { item, words };
}

/** A small town over some days: asked, reminded of nothing, answered, left, repeated, mistyped, looked at. */
export async function liveOn(it: TestInstallation, boss: pg.Client): Promise<World> {
  const random = chance(42);
  const log: Row[] = [];
  const keep = (event: string, fields: object = {}) =>
    void log.push(rowOf('log', { event, ...fields, n: log.length }));
  Object.assign(it.app.log, { debug: keep, info: keep, warn: keep, error: keep });
  const since = await nextXid(boss);
  const places = (
    await boss.query<{ code: string }>(
      `select code from survey_places where sector = 'health'
       order by code limit $1`,
      [PLACES],
    )
  ).rows.map(({ code }) => code);
  const seen = new Map<string, Row>();
  const copy = async () => {
    for (const row of await dumpOf(boss, '', since)) {
      const key = JSON.stringify(row);
      if (!seen.has(key)) seen.set(key, row);
    }
  };
  // The region counts marks by doctor: whatever is kept for that is in the dump as well.
  const rules = { from: '2026-01-01', to: null, rules: { doctor_figures: true } };
  await it.app.store.withScope(regionScope(REGION), (tx) => putRules(tx, rules), {
    now: it.clock.now(),
  });
  const written: Written[] = [];
  const open: { email: string; token: string }[] = [];
  for (let day = 0; day < DAYS; day += 1) {
    if (day > 0) it.clock.set(new Date(it.clock.now().getTime() + 24 * 60 * MINUTE_ms));
    await makeKeysOf(it.app, REGION);
    open.push(...(await invite(it, boss, { day, places, random })));
    const today = open.splice(0).toSorted(() => random() - 0.5);
    for (const [turn, { email, token }] of today.entries()) {
      it.clock.set(new Date(it.clock.now().getTime() + Math.ceil(random() * MINUTE_ms)));
      if (random() < 0.2) {
        // Some come back another day, some never.
        if (random() < 0.8) open.push({ email, token });
        await begin(it, token, random);
        continue;
      }
      written.push(await answer(it, { email, token, random, turn: written.length }));
      if (turn % 10 === 9) {
        await copy();
        await runCommand(it.app, RELEASER, release, {});
      }
    }
    await copy();
    await runCommand(it.app, RELEASER, release, {});
  }
  await copy();
  const letters = it.letters.map((letter, n) => rowOf('letters', { ...letter, n }));
  return { written, dump: [...seen.values(), ...log, ...letters] };
}

interface Morning {
  readonly day: number;
  readonly places: readonly string[];
  readonly random: Random;
}

async function invite(it: TestInstallation, boss: pg.Client, { day, places, random }: Morning) {
  const ended = new Date(it.clock.now().getTime() - 30 * 60 * MINUTE_ms);
  const visits = Array.from({ length: A_DAY }, (_, index) => {
    const minutes = new Date(ended.getTime() + Math.floor(random() * 600) * MINUTE_ms);
    return visit(`day${day}-${index}`, {
      unit: places[index % places.length]!,
      endedAt: minutes.toISOString().replace('Z', '+00:00'),
      birthYear: 1940 + Math.floor(random() * 60),
      language: pick(['ru', 'en'], random),
      doctorId: `doctor-${Math.floor(random() * 3)}`,
    });
  });
  await it.faces.surveys.recordVisits(REPORTER, { visits: JSON.stringify(visits) });
  await askAll(it);
  // A rate that changed lately: one at each place stands for more people than the others.
  if (day % 2 === 0)
    await boss.query(
      `update survey_invitations set weight_class = 4 where id in
         (select distinct on (i.place_id) i.id from survey_invitations i
          join survey_visits v on v.id = i.visit_id
          where i.state = 'open' and i.weight_class = 1 order by i.place_id, v.ended_at desc)`,
    );
  const asked: { email: string; token: string }[] = [];
  for (const { contact } of visits) {
    const [letter] = linksTo(it, contact.email);
    if (!letter) continue;
    asked.push({
      email: contact.email,
      token: random() < 0.2 ? await fromCabinet(it, boss, contact.email) : letter,
    });
  }
  return asked;
}

/** Another link to the same invitation, as the cabinet makes one. */
async function fromCabinet(it: TestInstallation, boss: pg.Client, email: string): Promise<string> {
  const id = await invitationOf(it, boss, email);
  const token = await it.app.store.withScope(regionScope(REGION), (tx) => mintToken(tx, id, 'my'), {
    now: it.clock.now(),
  });
  return token;
}

/** By the keyed hash of an address, as the harness alone may ask. */
export async function invitationOf(
  it: TestInstallation,
  boss: pg.Client,
  email: string,
): Promise<string> {
  const { rows } = await boss.query<{ id: string }>(
    `select i.id::text from survey_invitations i join survey_people p on p.id = i.person_id
     where p.contact_index = $1`,
    [it.app.ports.keys.index(REGION, email)],
  );
  return rows[0]!.id;
}

const visitor = (random: Random): Actor => ({
  kind: 'visitor',
  region: REGION,
  origin: `network-${Math.floor(random() * 40)}`,
});

async function begin(it: TestInstallation, token: string, random: Random): Promise<void> {
  const fields: [string, string][] = [['visit/doctor', '3']];
  await it.faces.surveyAnswers.saveDraft(visitor(random), { token, step: ['visit'], fields });
}

async function answer(
  it: TestInstallation,
  { email, token, random, turn }: { email: string; token: string; random: Random; turn: number },
): Promise<Written> {
  const { surveyAnswers } = it.faces;
  const actor = visitor(random);
  await surveyAnswers.lookAtLink(actor, { token, locale: 'ru' });
  if (random() < 0.4) await begin(it, token, random);
  const { item, words } = opinion(random);
  const sent = { token, response: { item }, nonce: newSecret() };
  if (random() < 0.1)
    await surveyAnswers.finish(actor, { ...sent, response: { item: [] } }).catch(() => undefined);
  const { receipt } = await surveyAnswers.finish(actor, sent);
  if (random() < 0.1) await surveyAnswers.finish(actor, sent);
  const hashes = hashesOf(it.app.ports.keys, receipt);
  const commentHash = words ? hashes.comment('comment') : null;
  return { email, receiptHash: hashes.answer, commentHash, turn };
}
