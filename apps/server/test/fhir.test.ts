import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { FHIR_ROUTES } from '@otklik/api';
import { regionScope, type Tx } from '@otklik/kernel';
import { formFor, formVersion } from '@otklik/survey-forms';
import { makeKeysOf } from '@otklik/survey-answers';
import { mintToken, placeByCode } from '@otklik/surveys';
import { HOSTILE_STRINGS } from '../../../tests/fuzz/hostile.ts';
import { REGION } from '../../../tests/support/installation.ts';
import { shortForm } from '../../../modules/survey-forms/test/forms.ts';
import { personFor } from '../../../modules/surveys/src/store/people.ts';
import { useServing } from './serving.ts';

const serving = useServing();
const FHIR = 'application/fhir+json';
const CLINIC = 'msk-a-191';
type Json = Record<string, unknown>;
const keys: Record<string, string> = {};
let questionnaire = '';

beforeAll(async () => {
  const cli = { kind: 'system', region: REGION, name: 'cli' } as const;
  for (const scope of ['visits:write', 'forms:write', 'answers:write', 'complaints:write'] as const)
    keys[scope] = (
      await serving.it.accounts.createApiKey(cli, { name: scope, scopes: [scope] })
    ).key;
  await makeKeysOf(serving.it.app, REGION);
  questionnaire = await inRegion(async (tx) => {
    const use = await formFor(
      tx,
      { kind: 'visit', sector: 'health', audience: 'adult' },
      '2026-06-10',
    );
    const form = await formVersion(tx, use!.formId, use!.version);
    return `${String(form.raw['url'])}|${use!.version}`;
  });
});

const inRegion = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  serving.it.app.store.withScope(regionScope(REGION), work, { now: serving.it.clock.now() });

async function send(
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
  method = 'POST',
): Promise<{ status: number; json: Json; headers: Headers }> {
  const answer = await serving.call(`/fhir/R4${path}`, {
    method,
    headers: { 'content-type': FHIR, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return {
    status: answer.status,
    json: text ? (JSON.parse(text) as Json) : {},
    headers: answer.headers,
  };
}
const bearer = (scope: string) => ({ authorization: `Bearer ${keys[scope]}` });
const look = async (path: string, headers: Record<string, string> = {}) => {
  const answer = await serving.call(`/fhir/R4${path}`, { headers });
  const text = await answer.text();
  return {
    status: answer.status,
    json: text ? (JSON.parse(text) as Json) : {},
    headers: answer.headers,
  };
};
const codes = ({ json }: { json: Json }): unknown[] =>
  (json['issue'] as { details: { coding: { code: string }[] } }[]).map(
    ({ details }) => details.coding[0]!.code,
  );

/** An open invitation of a person of this address, and the token of its letter. */
async function invitation(email: string): Promise<string> {
  return inRegion(async (tx) => {
    const region_id = REGION;
    const id = randomUUID();
    const place = await placeByCode(tx, CLINIC);
    const use = await formFor(
      tx,
      { kind: 'visit', sector: 'health', audience: 'adult' },
      '2026-06-10',
    );
    await tx.db
      .insertInto('survey_invitations')
      .values({
        region_id,
        id,
        visit_id: null,
        person_id: await personFor(tx, email, 'ru'),
        place_id: place!.id,
        form_id: use!.formId,
        form_version: use!.version,
        kind: 'visit',
        sector: 'health',
        service_code: 'doctor-visit',
        state: 'open',
        send_at: serving.it.clock.now(),
        expires_on: '2100-01-01',
        spent_on: null,
        weight_class: 1,
        doctor_id: null,
      })
      .execute();
    return mintToken(tx, id, 'letter');
  });
}

const coded = (code: string) => ({ valueCoding: { code } });
const response = (more: Json = {}, doctor = '5') => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  questionnaire,
  item: [
    {
      linkId: 'visit',
      item: [
        { linkId: 'doctor', answer: [coded(doctor)] },
        { linkId: 'staff', answer: [coded('4')] },
        { linkId: 'building', answer: [coded('5')] },
      ],
    },
  ],
  ...more,
});

const AGREED = 'https://example.org/StructureDefinition/contact-agreement';
const patient = (id: string, email: string, agreed = true) => ({
  resourceType: 'Patient',
  id,
  name: [{ family: 'Ковалёва', given: ['Нина'] }],
  birthDate: '1961-04-05',
  telecom: [
    {
      system: 'email',
      value: email,
      ...(agreed ? { extension: [{ url: AGREED, valueBoolean: true }] } : {}),
    },
  ],
});
const encounter = (id: string, more: Json = {}) => ({
  resourceType: 'Encounter',
  id,
  identifier: [{ system: 'https://mis.example/visits', value: id }],
  status: 'finished',
  class: { code: 'AMB' },
  subject: { reference: `Patient/${id}` },
  period: { start: '2026-06-09T09:00:00+03:00', end: '2026-06-09T09:20:00+03:00' },
  serviceProvider: { reference: `Organization/${CLINIC}` },
  contained: [],
  ...more,
});
const bundle = (type: string, ...resources: Json[]) => ({
  resourceType: 'Bundle',
  type,
  entry: resources.map((resource) => ({
    fullUrl: `https://mis.example/${String(resource['resourceType'])}/${String(resource['id'])}`,
    resource,
  })),
});
const fates = ({ json }: { json: Json }): string[] =>
  (json['entry'] as { response: { status: string } }[]).map(({ response: { status } }) => status);

describe('reading', () => {
  test('the capability statement names what this door takes and that no answer is given out', async () => {
    const { status, json, headers } = await look('/metadata');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'application/fhir+json; charset=utf-8',
    ]);
    const [rest] = json['rest'] as {
      documentation: string;
      resource: { type: string; interaction: { code: string }[] }[];
    }[];
    expect(
      rest!.resource.map(({ type, interaction }) => [type, interaction.map(({ code }) => code)]),
    ).toEqual([
      ['Questionnaire', ['read', 'search-type', 'create']],
      ['QuestionnaireResponse', ['create']],
      ['Encounter', ['create']],
      ['Appointment', ['create']],
      ['Slot', ['read', 'search-type']],
      ['Schedule', ['read', 'search-type']],
      ['Location', ['read', 'search-type']],
    ]);
    expect(rest!.documentation).toContain('never given out');
  });

  test('published questionnaires are searched and read, drafts are not there', async () => {
    const [url = '', version] = questionnaire.split('|');
    const { json } = await look(`/Questionnaire?url=${encodeURIComponent(questionnaire)}`);
    expect(json).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 1 });
    const [entry] = json['entry'] as { resource: Json }[];
    expect(entry!.resource).toMatchObject({ url, version, status: 'active' });
    const id = String(entry!.resource['id']);
    const one = await look(`/Questionnaire/${id}`);
    expect([one.status, one.json['url']]).toEqual([200, url]);
    const again = await look(`/Questionnaire/${id}`, { 'if-none-match': one.headers.get('etag')! });
    expect(again.status).toBe(304);
    const all = await look('/Questionnaire');
    expect(JSON.stringify(all.json)).not.toContain('RECONSTRUCTED');
    expect((await look('/Questionnaire?title=Оцените')).json['total']).toBe(2);
    expect((await look('/Questionnaire?status=draft')).json['total']).toBe(0);
    expect((await look('/Questionnaire?colour=red')).status).toBe(400);
    expect((await look(`/Questionnaire/${randomUUID()}`)).status).toBe(404);
  });

  test('nobody reads answers; what there is not is told in FHIR’s own words', async () => {
    for (const path of ['/QuestionnaireResponse', '/QuestionnaireResponse/1']) {
      const refused = await look(path, bearer('answers:write'));
      expect([refused.status, codes(refused)]).toEqual([403, ['answers-are-not-read']]);
    }
    expect((await look('/Observation')).status).toBe(404);
    expect((await look('/Encounter')).status).toBe(405);
    expect((await look('/metadata', { accept: 'application/fhir+xml' })).status).toBe(406);
    expect((await look('/metadata?_format=xml')).status).toBe(406);
    expect((await look('/metadata?_format=json', { accept: 'text/html' })).status).toBe(200);
    const text = await send('/Encounter', '<x/>', {
      ...bearer('visits:write'),
      'content-type': 'application/xml',
    });
    expect(text.status).toBe(415);
  });
});

describe('questionnaires sent by a machine', () => {
  test('become drafts with every fault told; a key without the scope sends none', async () => {
    const form = JSON.stringify(
      shortForm('by-machine', { item: [{ linkId: 'q', type: 'attachment', text: 'Файл' }] }),
    );
    expect((await send('/Questionnaire', form)).status).toBe(401);
    expect((await send('/Questionnaire', form, bearer('visits:write'))).status).toBe(403);
    const made = await send('/Questionnaire', form, bearer('forms:write'));
    expect([made.status, codes(made)]).toEqual([
      201,
      ['draft', 'unfit-for-page', 'item-without-indicator'],
    ]);
    const found = await look(
      `/Questionnaire?url=${encodeURIComponent(shortForm('by-machine').url)}`,
    );
    expect(found.json['total']).toBe(0);
    const broken = await send(
      '/Questionnaire',
      { resourceType: 'Questionnaire' },
      bearer('forms:write'),
    );
    expect([broken.status, codes(broken)]).toEqual([422, ['no-address']]);
  });
});

describe('responses', () => {
  test('one token is one answer; the same again gets the same receipt, another hears it was counted', async () => {
    const token = await invitation('one@example.org');
    const survey = { authorization: `Survey ${token}` };
    const first = await send('/QuestionnaireResponse', response(), survey);
    expect([first.status, codes(first)]).toEqual([201, ['receipt']]);
    expect([first.headers.get('location'), first.json['id'], first.json['meta']]).toEqual([
      null,
      undefined,
      undefined,
    ]);
    expect(await send('/QuestionnaireResponse', response(), survey)).toMatchObject({
      status: 201,
      json: first.json,
    });
    const other = await send('/QuestionnaireResponse', response({}, '1'), survey);
    expect(other.status).toBe(410);
    const guessed = await send('/QuestionnaireResponse', response(), {
      authorization: `Survey ${'x'.repeat(43)}`,
    });
    expect(guessed.status).toBe(404);
  });

  test('a response to another version, or with answers outside the form, is refused with its places', async () => {
    const token = await invitation('two@example.org');
    const survey = { authorization: `Survey ${token}` };
    const another = await send(
      '/QuestionnaireResponse',
      response({ questionnaire: `${questionnaire}0` }),
      survey,
    );
    expect([another.status, codes(another)]).toEqual([422, ['unknown-reference']]);
    const outside = await send('/QuestionnaireResponse', response({}, '6'), survey);
    expect([outside.status, codes(outside)]).toEqual([422, ['invalidAnswerOption']]);
    expect((outside.json['issue'] as Json[])[0]).toMatchObject({
      expression: ['QuestionnaireResponse.item[0].item[0].answer[0]'],
    });
    // What was not asked is refused here, not dropped: a machine should know.
    const asked = response();
    asked.item[0]!.item.push({
      linkId: 'doctor-why',
      answer: [{ valueString: 'Опоздал' }],
    } as never);
    expect(codes(await send('/QuestionnaireResponse', asked, survey))).toEqual(['notEnabled']);
    expect(
      (await send('/QuestionnaireResponse', response({ status: 'in-progress' }), survey)).status,
    ).toBe(422);
    expect((await send('/QuestionnaireResponse', response(), survey)).status).toBe(201);
  });

  test('names in a response lie nowhere afterwards, and the system that sent it is not in the log', async () => {
    const token = await invitation('three@example.org');
    const NAME = 'Кракозябрина';
    const stuffed = response({
      identifier: { value: token },
      subject: { reference: 'Patient/9', display: NAME },
      author: { display: NAME },
      source: { display: NAME },
      authored: '2026-06-10T09:00:00+03:00',
      meta: { source: NAME, tag: [{ display: NAME }] },
      text: { status: 'generated', div: `<div>${NAME}</div>` },
      contained: [{ resourceType: 'Patient', name: [{ family: NAME }] }],
      extension: [{ url: 'urn:x', valueString: NAME }],
    });
    Object.assign(stuffed.item[0]!, { text: NAME, extension: [{ valueString: NAME }] });
    const logged = serving.log.length;
    const refused = await send('/QuestionnaireResponse', stuffed, bearer('visits:write'));
    expect(refused.status).toBe(403);
    const sent = await send('/QuestionnaireResponse', stuffed, bearer('answers:write'));
    expect(sent.status).toBe(201);
    const client = new pg.Client({ connectionString: serving.it.superUrl });
    await client.connect();
    try {
      const { rows: tables } = await client.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
      );
      for (const { name } of tables) {
        const { rows } = await client.query<{ n: string }>(
          `select count(*) as n from ${name} t where t::text ilike '%' || $1 || '%' or t::text like '%' || $2 || '%'`,
          [NAME, token],
        );
        expect([name, Number(rows[0]!.n)]).toEqual([name, 0]);
      }
      const { rows } = await client.query<{ actor: string; object: string }>(
        `select actor, object from audit_rows where action = 'survey-answers.finish' order by at desc limit 1`,
      );
      expect(rows).toEqual([{ actor: 'visitor', object: '' }]);
    } finally {
      await client.end();
    }
    expect(JSON.stringify(serving.log.slice(logged))).not.toContain(token);
  });
});

describe('visits', () => {
  test('an encounter becomes a visit once; with its patient in a bundle, without agreement not at all', async () => {
    const visits = bearer('visits:write');
    expect((await send('/Encounter', encounter('e-0'))).status).toBe(401);
    expect((await send('/Encounter', encounter('e-0'), bearer('forms:write'))).status).toBe(403);
    const held = encounter('e-1', {
      subject: { reference: '#p' },
      contained: [{ ...patient('p', 'e-1@example.org') }],
    });
    const first = await send('/Encounter', held, visits);
    expect([first.status, codes(first)]).toEqual([201, ['new']]);
    expect(codes(await send('/Encounter', held, visits))).toEqual(['same']);
    const silent = await send('/Encounter', encounter('e-2'), visits);
    expect([silent.status, codes(silent)]).toEqual([422, ['no-consent']]);
    const going = await send('/Encounter', encounter('e-3', { status: 'in-progress' }), visits);
    expect([going.status, codes(going)]).toEqual([202, ['waits']]);
    const local = await send(
      '/Encounter',
      encounter('e-4', { period: { end: '2026-06-09T09:20:00' } }),
      visits,
    );
    expect((local.json['issue'] as Json[])[0]).toMatchObject({
      expression: ['Encounter.period.end'],
    });
  });

  test('an appointment and its encounter are one visit; a cancelled one takes it back', async () => {
    const visits = bearer('visits:write');
    const appointment = {
      resourceType: 'Appointment',
      id: 'a-1',
      identifier: [{ system: 'https://mis.example/slots', value: 'a-1' }],
      status: 'fulfilled',
      end: '2026-06-09T12:00:00+03:00',
      participant: [
        { actor: { reference: `Location/${CLINIC}` } },
        { actor: { reference: 'Patient/p-a-1' } },
      ],
    };
    const person = patient('p-a-1', 'a-1@example.org');
    const both = await send('', bundle('batch', appointment, person), visits);
    expect(fates(both)).toEqual(['201', '202']);
    const same = encounter('e-a-1', {
      appointment: [{ reference: 'Appointment/a-1' }],
      subject: { reference: 'Patient/p-a-1' },
      period: { end: '2026-06-09T12:00:00+03:00' },
    });
    expect(fates(await send('', bundle('collection', same, appointment, person), visits))).toEqual([
      '200',
      '200',
      '202',
    ]);
    const off = await send('/Appointment', { ...appointment, status: 'noshow' }, visits);
    expect(codes(off)).toEqual(['cancelled']);
  });

  test('of a batch each fares by itself; of a transaction one refuses all, with every fault', async () => {
    const visits = bearer('visits:write');
    const entries = (tag: string) => [
      encounter(`${tag}-1`),
      patient(`${tag}-1`, `${tag}-1@example.org`),
      encounter(`${tag}-2`, { serviceProvider: { reference: 'Organization/nowhere' } }),
      patient(`${tag}-2`, `${tag}-2@example.org`),
    ];
    expect(fates(await send('', bundle('batch', ...entries('b')), visits))).toEqual([
      '201',
      '202',
      '422',
      '202',
    ]);
    const whole = await send('', bundle('transaction', ...entries('t')), visits);
    expect([whole.status, codes(whole)]).toEqual([422, ['unknown-place']]);
    const good = entries('t').slice(0, 2);
    // Nothing of the refused one was kept: its good entry is new.
    expect(fates(await send('', bundle('transaction', ...good), visits))).toEqual(['201', '202']);
    const many = bundle(
      'batch',
      ...Array.from({ length: 1001 }, () => ({ resourceType: 'Patient' })),
    );
    expect((await send('', many, visits)).status).toBe(413);
    expect((await send('', bundle('history'), visits)).status).toBe(400);
  });
});

describe('bad input', () => {
  const items = (comment: string) => [
    ...response().item,
    { linkId: 'comment', answer: [{ valueString: comment }] },
  ];
  const refused: readonly (readonly [
    string,
    (token: string) => [string, Json],
    number,
    string?,
  ])[] = [
    ['a guessed link', () => [`Survey ${'y'.repeat(43)}`, response()], 404, 'not-found'],
    ['a link cut short', (token) => [`Survey ${token.slice(1)}`, response()], 401],
    ['a link under another scheme', (token) => [`Basic ${token}`, response()], 401],
    ['a link in place of a key', (token) => [`Bearer ${token}`, response()], 401],
    ['an answer outside the options', (token) => [`Survey ${token}`, response({}, '6')], 422],
    [
      'another version of the form',
      (token) => [`Survey ${token}`, response({ questionnaire: `${questionnaire}9` })],
      422,
    ],
    [
      'another form',
      (token) => [`Survey ${token}`, response({ questionnaire: 'https://example.org/x|1' })],
      422,
    ],
    [
      'a comment of a megabyte',
      (token) => [`Survey ${token}`, response({ item: items('ж'.repeat(524_288)) })],
      413,
    ],
    [
      'a comment over its length',
      (token) => [`Survey ${token}`, response({ item: items('ж'.repeat(2001)) })],
      422,
    ],
    [
      'NUL in a comment',
      (token) => [`Survey ${token}`, response({ item: items('а\u0000б') })],
      422,
    ],
    ['half a sign', (token) => [`Survey ${token}`, response({ item: items('а\uD800б') })], 422],
    [
      'an unfinished form',
      (token) => [`Survey ${token}`, response({ status: 'in-progress' })],
      422,
    ],
    ['no items', (token) => [`Survey ${token}`, response({ item: [] })], 422],
  ];

  test('of an answer is refused by its own code, leaves the link open, and nothing of it anywhere', async () => {
    const token = await invitation('bad-input@example.org');
    const sql = new pg.Client({ connectionString: serving.it.superUrl });
    await sql.connect();
    const waiting = async (): Promise<unknown> =>
      (await sql.query('select count(*) from waiting_answers')).rows[0];
    const before = await waiting();
    for (const [what, of, status, code] of refused) {
      const [authorization, body] = of(token);
      const answer = await send('/QuestionnaireResponse', body, { authorization });
      expect([what, answer.status]).toEqual([what, status]);
      expect(answer.json['resourceType']).toBe('OperationOutcome');
      if (code) expect([what, codes(answer)]).toEqual([what, [code]]);
      expect(JSON.stringify(answer.json)).not.toContain(token);
      expect(await waiting()).toEqual(before);
    }
    // Stolen by whoever reads the mail: once it is spent it opens nothing for them.
    const survey = { authorization: `Survey ${token}` };
    expect((await send('/QuestionnaireResponse', response(), survey)).status).toBe(201);
    const stolen = await send('/QuestionnaireResponse', response({}, '1'), survey);
    expect([stolen.status, codes(stolen)]).toEqual([410, ['link-expired']]);
    const late = await invitation('late@example.org');
    await sql.query(`update survey_invitations set expires_on = '2026-06-09' where state = 'open'`);
    const over = await send('/QuestionnaireResponse', response(), {
      authorization: `Survey ${late}`,
    });
    expect([over.status, codes(over)]).toEqual([410, ['link-expired']]);
    await sql.end();
  });
});

test('nonsense at every address is refused and breaks nothing', async () => {
  const hostile = fc.oneof(
    fc.constantFrom(...HOSTILE_STRINGS),
    fc.json(),
    fc
      .record({
        resourceType: fc.constantFrom(
          'Bundle',
          'Encounter',
          'Appointment',
          'QuestionnaireResponse',
          'Questionnaire',
        ),
        type: fc.constantFrom('batch', 'transaction', null),
        status: fc.constantFrom('finished', 'completed', 7),
        item: fc.jsonValue(),
        entry: fc.jsonValue(),
        period: fc.jsonValue(),
        identifier: fc.jsonValue(),
      })
      .map((value) => JSON.stringify(value)),
  );
  const routes = FHIR_ROUTES.map((route) => route.split(' ') as [string, string]);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.constantFrom(...Object.keys(keys)),
      hostile,
      fc.constantFrom(...HOSTILE_STRINGS),
      async ([method, pattern], scope, body, id) => {
        const path = pattern.replace('{id}', encodeURIComponent(id.toWellFormed().slice(0, 300)));
        const answer = await serving.call(path, {
          method: method.toUpperCase(),
          headers: { ...bearer(scope), 'content-type': FHIR },
          ...(method === 'post' ? { body: Buffer.from(body, 'utf8') } : {}),
        });
        expect(answer.status).toBeLessThan(500);
        await answer.arrayBuffer();
      },
    ),
    { numRuns: 60, seed: 20_261_122 },
  );
});
