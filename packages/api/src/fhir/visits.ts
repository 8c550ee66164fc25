import { BUNDLE_MAX_bytes, readResource } from './body.ts';
import type { Answer, Answerer, Call } from './call.ts';
import { isObject, objectAt, objectsOf, textAt, type Json } from './json.ts';
import { FhirRefusal, outcomeOf, refuse, type Issue } from './outcome.ts';
import { sectorOf } from './sectors.ts';
import { holdsSlots, takeSlots } from './slot-bundle.ts';
import { readVisit, type Read, type Surroundings, type VisitRow } from './visit.ts';

const ENTRIES_MAX = 1000;

/** What became of one visit, in FHIR's terms. */
interface Fate {
  readonly status: string;
  readonly issues: readonly Issue[];
}

const issue = (severity: Issue['severity'], code: string, details: string): Issue => ({
  severity,
  code,
  details,
});

const fields = (paths: readonly string[]): readonly Issue[] =>
  paths.map((expression) => ({ ...issue('error', 'invalid', 'invalid'), expression }));

/** Finds what a reference names among the contained resources and the entries of a bundle. */
function resolverOf(resource: Json, entries: readonly Json[]): Surroundings['resolve'] {
  return (reference) => {
    if (reference.startsWith('#'))
      return objectsOf(resource['contained']).find((one) => `#${textAt(one, 'id')}` === reference);
    const entry = entries.find((one) => {
      const held = objectAt(one, 'resource');
      const named = `${textAt(held, 'resourceType')}/${textAt(held, 'id')}`;
      return textAt(one, 'fullUrl') === reference || named === reference;
    });
    return entry ? objectAt(entry, 'resource') : undefined;
  };
}

const isVisit = (resource: Json): boolean =>
  resource['resourceType'] === 'Encounter' || resource['resourceType'] === 'Appointment';

/** Reports what is over or cancelled, and says of each what became of it, in the order given. */
async function report(call: Call, read: readonly Read[]): Promise<readonly Fate[]> {
  const actor = await call.machine();
  const rows = read.flatMap((one): VisitRow[] => (one.kind === 'visit' ? [one.row] : []));
  // Asked even of nothing: whoever may not report learns so.
  const { outcomes } = await call.options.faces.surveys.recordVisits(actor, {
    visits: JSON.stringify(rows),
  });
  let at = 0;
  return read.map((one): Fate => {
    if (one.kind === 'waits')
      return { status: '202', issues: [issue('information', 'informational', 'waits')] };
    if (one.kind === 'refused') return { status: '422', issues: fields(one.fields) };
    const outcome = outcomes[at];
    at += 1;
    if (!outcome || outcome.outcome === 'refused') {
      const code = outcome?.code ?? 'invalid';
      return { status: '422', issues: [issue('error', 'business-rule', code)] };
    }
    const status = outcome.outcome === 'new' ? '201' : '200';
    return { status, issues: [issue('information', 'informational', outcome.outcome)] };
  });
}

const around = (call: Call, resource: Json, entries: readonly Json[]): Surroundings => ({
  resolve: resolverOf(resource, entries),
  sectorOf,
  now: call.options.now(),
});

const visitOf =
  (type: 'Encounter' | 'Appointment'): Answerer =>
  async (call): Promise<Answer> => {
    const { resource } = await readResource(call.request, type);
    const [fate] = await report(call, [readVisit(resource, around(call, resource, []))]);
    if (fate?.status === '422') throw new FhirRefusal(422, fate.issues);
    return { status: Number(fate?.status), body: outcomeOf(fate?.issues ?? [], call.base) };
  };

export const createEncounter = visitOf('Encounter');
export const createAppointment = visitOf('Appointment');

const TYPES: Readonly<Record<string, string>> = {
  batch: 'batch-response',
  collection: 'batch-response',
  transaction: 'transaction-response',
};

/**
 * A bundle of visits with their patients. Of a batch or a collection each entry fares by itself; of a transaction
 * one that is refused refuses all, and every fault is told.
 */
export const takeBundle: Answerer = async (call): Promise<Answer> => {
  const { resource } = await readResource(call.request, 'Bundle', BUNDLE_MAX_bytes);
  const answered = TYPES[String(resource['type'])];
  if (!answered) throw refuse(400, 'value', 'bundle-type');
  if (holdsSlots(resource)) return takeSlots(call, resource, answered);
  const given = Array.isArray(resource['entry']) ? (resource['entry'] as unknown[]) : [];
  if (given.length > ENTRIES_MAX) throw refuse(413, 'too-long', 'too-many-entries');
  const entries = given.filter(isObject);
  const read = given.map((entry): Read | null => {
    const held = objectAt(entry, 'resource');
    return isVisit(held) ? readVisit(held, around(call, held, entries)) : null;
  });
  const visits = read.filter((one) => one !== null);
  const is_whole = answered === 'transaction-response';
  const bad = read.flatMap((one, at): Issue[] =>
    one?.kind === 'refused'
      ? one.fields.map((path) => ({
          ...issue('error', 'invalid', 'invalid'),
          expression: `Bundle.entry[${at}].resource.ofType(${path.split('.')[0]}).${path.split('.').slice(1).join('.')}`,
        }))
      : [],
  );
  if (is_whole && bad.length > 0) {
    await call.machine();
    throw new FhirRefusal(422, bad.slice(0, 100));
  }
  const fates = await (is_whole ? reportWhole(call, visits) : report(call, visits));
  let at = 0;
  const entry = read.map((one) => {
    // Patients and places come along to be looked up; nothing is kept of them as resources.
    if (one === null)
      return {
        response: {
          status: '202',
          outcome: outcomeOf([issue('information', 'informational', 'looked-up-only')], call.base),
        },
      };
    const fate = fates[at];
    at += 1;
    return {
      response: { status: fate?.status, outcome: outcomeOf(fate?.issues ?? [], call.base) },
    };
  });
  return { status: 200, body: { resourceType: 'Bundle', type: answered, entry } };
};

/** All of them or none. @throws FhirRefusal with every fault */
async function reportWhole(call: Call, read: readonly Read[]): Promise<readonly Fate[]> {
  const actor = await call.machine();
  const rows = read.flatMap((one): VisitRow[] => (one.kind === 'visit' ? [one.row] : []));
  const { outcomes } = await call.options.faces.surveys.recordVisits(actor, {
    visits: JSON.stringify(rows),
    whole: true,
  });
  let at = 0;
  return read.map((one): Fate => {
    if (one.kind !== 'visit')
      return { status: '202', issues: [issue('information', 'informational', 'waits')] };
    const outcome = outcomes[at]?.outcome ?? 'same';
    at += 1;
    return {
      status: outcome === 'new' ? '201' : '200',
      issues: [issue('information', 'informational', outcome)],
    };
  });
}
