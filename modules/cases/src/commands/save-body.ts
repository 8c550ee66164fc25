import { AppError, defineCommand, principalOf } from '@otklik/kernel';
import { regionRunner } from '../policy-bodies.ts';
import { saveBody as input } from '../schema-lifecycle.ts';
import { allBodies, putBody } from '../store/bodies.ts';

/** Makes or changes a body that cases may be sent to: names, page, whom a notice goes to, open or closed. */
export const saveBody = defineCommand({
  name: 'cases.save-body',
  input,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 300, window_s: 3600 }],
  policy: regionRunner,
  async handle({ tx, actor, input: { version: seen, note, ...body } }) {
    const before = (await allBodies(tx)).find(({ code }) => code === body.code);
    if ((before?.version ?? 0) !== seen)
      throw new AppError('changed-meanwhile', { version: before?.version ?? 0 });
    const version = await putBody(tx, body, { by: principalOf(actor), note: note ?? null });
    return { code: body.code, version };
  },
  audit: ({ output }) => ({ object: `body:${output.code}`, after: String(output.version) }),
});
