import type { Answer, Answerer, Call } from './call.ts';
import { readResource } from './body.ts';
import { refuse, outcomeOf, type Issue } from './outcome.ts';
import type { Json } from './json.ts';

type Found = Awaited<
  ReturnType<Call['options']['faces']['surveyForms']['findForms']>
>['forms'][number];

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const PARAMETERS = new Set([
  'url',
  'version',
  'status',
  'title',
  '_id',
  '_format',
  '_summary',
  '_count',
]);

/** A published form under the id of this door; published versions never change, so their digest names them. */
const resourceOf = ({ form, resource }: Found): Json => ({ ...resource, id: form });

const find = (call: Call, asked: Record<string, string | undefined>): Promise<readonly Found[]> =>
  call.options.faces.surveyForms
    .findForms(
      call.visitor,
      Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    )
    .then(({ forms }) => forms);

export const readQuestionnaire: Answerer = async (call) => {
  const found = UUID.test(call.id) ? await find(call, { id: call.id }) : [];
  // The newest that is asked, else the newest that was.
  const form = found.find(({ resource }) => resource['status'] === 'active') ?? found[0];
  if (!form) throw refuse(404, 'not-found', 'not-found');
  const etag = `W/"${form.digest.slice(0, 32)}"`;
  if (call.request.headers.get('if-none-match') === etag)
    return { status: 304, body: null, headers: { etag } };
  return { status: 200, body: resourceOf(form), headers: { etag } };
};

export const searchQuestionnaires: Answerer = async (call): Promise<Answer> => {
  const { query, base } = call;
  for (const name of query.keys()) {
    if (!PARAMETERS.has(name)) throw refuse(400, 'not-supported', 'search-parameter');
    if (query.getAll(name).length > 1) throw refuse(400, 'invalid', 'search-parameter-repeated');
  }
  const one = (name: string): string | undefined => query.get(name) ?? undefined;
  // A canonical address may carry its version behind a bar.
  const [url, named] = (one('url') ?? '').split('|');
  const id = one('_id');
  const status = one('status');
  const unknown =
    (id !== undefined && !UUID.test(id)) ||
    (status !== undefined && !/^(?:active|retired)$/.test(status));
  const found = unknown
    ? []
    : await find(call, {
        id,
        url: url || undefined,
        version: one('version') ?? named,
        title: one('title'),
        status,
      });
  return {
    status: 200,
    body: {
      resourceType: 'Bundle',
      type: 'searchset',
      total: found.length,
      link: [{ relation: 'self', url: `${base}/Questionnaire?${query.toString()}` }],
      entry: found.map((form) => ({
        fullUrl: `${base}/Questionnaire/${form.form}`,
        resource: resourceOf(form),
        search: { mode: 'match' },
      })),
    },
  };
};

/** A form sent by a machine becomes a draft: people read it before anybody is asked. */
export const createQuestionnaire: Answerer = async (call) => {
  const actor = await call.machine();
  const { text } = await readResource(call.request, 'Questionnaire');
  const made = await call.options.faces.surveyForms.importForm(actor, { resource: text });
  const issues = [
    ...made.findings.map(({ linkId, rule, level }): Issue => ({
      severity: level,
      code: 'business-rule',
      details: rule,
      ...(linkId === null
        ? {}
        : { expression: `Questionnaire.repeat(item).where(linkId='${linkId}')` }),
    })),
    ...made.notices.map((notice): Issue => ({
      severity: 'information',
      code: 'informational',
      details: notice,
    })),
  ];
  const draft: Issue = { severity: 'information', code: 'informational', details: 'draft' };
  return { status: 201, body: outcomeOf([draft, ...issues], call.base) };
};
