import { createRoute, z } from '@hono/zod-openapi';
import { AppError, validate } from '@otklik/kernel';
import { readIdempotencyKey, readJson, readQuery } from '../read.ts';
import type { Route } from '../route.ts';
import { complaintList, complaintsQuery, toComplaintList } from '../wire/complaint-list.ts';
import { complaintPage, toComplaintPage } from '../wire/complaint.ts';
import { json, notFound, refusals, refusedWith } from '../wire/common.ts';
import { filed, filing, toFiled } from '../wire/filing.ts';

const list: Route = {
  config: createRoute({
    method: 'get',
    path: '/complaints',
    summary: 'Published complaints, newest first',
    request: { query: complaintsQuery },
    responses: { 200: json('A page of complaints.', complaintList), ...notFound, ...refusals },
  }),
  freshness: 'ask',
  async handle({ c, options, visitor }) {
    const query = readQuery(c, complaintsQuery);
    const found = await options.faces.complaints.listComplaints(visitor, query);
    return c.json(toComplaintList(found, options.publicUrl));
  },
};

const one: Route = {
  config: createRoute({
    method: 'get',
    path: '/complaints/{number}',
    summary: 'A published complaint',
    request: { params: z.object({ number: z.string() }) },
    responses: { 200: json('As anybody may read it.', complaintPage), ...notFound, ...refusals },
  }),
  freshness: 'ask',
  async handle({ c, options, visitor }) {
    readQuery(c, z.strictObject({}));
    const number = c.req.param('number') ?? '';
    const seen = await options.faces.complaints.getComplaint(visitor, { number });
    return c.json(toComplaintPage(seen, options.publicUrl));
  },
};

const file: Route = {
  config: createRoute({
    method: 'post',
    path: '/complaints',
    summary: 'File a complaint for a patient',
    description:
      'Needs a key with the scope `complaints:write`. The same Idempotency-Key and body within 24 hours give the same answer: send it again whenever no answer came.',
    security: [{ api_key: [] }],
    request: {
      headers: z.object({
        'Idempotency-Key': z.string().min(16).max(200).openapi({
          description: 'A new random one for each complaint, for example a UUID.',
        }),
      }),
      body: { required: true, content: { 'application/json': { schema: filing } } },
    },
    responses: {
      201: json('Filed. The author is asked by letter to confirm.', filed),
      ...refusals,
      403: refusedWith('The key has no such scope.'),
      409: refusedWith('The same key is at work right now; see Retry-After.'),
      413: refusedWith('More than 256 KiB.'),
      415: refusedWith('Not JSON, or packed.'),
    },
  }),
  freshness: 'none',
  async handle({ c, options, actor }) {
    if (actor.kind !== 'key') throw new AppError('credential-invalid');
    readQuery(c, z.strictObject({}));
    const idempotencyKey = readIdempotencyKey(c);
    const { named, ...sent } = validate(filing, await readJson(c.req.raw));
    const input = {
      ...sent,
      ...(named ? { named: named.map(({ words, post_id }) => ({ words, postId: post_id })) } : {}),
    };
    const output = await options.faces.complaints.fileComplaint(actor, input, { idempotencyKey });
    return c.json(toFiled(output), 201);
  },
};

export const complaintRoutes: readonly Route[] = [list, file, one];
