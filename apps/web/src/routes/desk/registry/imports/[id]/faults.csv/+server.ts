import { csvText } from '@otklik/kernel';
import { leadFrom } from '#lib/server/desk.ts';
import type { RequestHandler } from './$types';

/** The bad lines of an import as a table for whoever mends the file: codes and places, nobody's data. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const { registry } = locals.services;
  const rows = [];
  let after: number | undefined;
  do {
    const page = await registry
      .getImportRun(locals.actor, { runId: params.id, after, limit: 5000 })
      .catch(leadFrom(url));
    rows.push(
      ...page.faults.map((row) => [row.line, row.kind, row.object_code, row.path, row.code]),
    );
    after = page.next ?? undefined;
  } while (after !== undefined);
  return new Response(csvText(['line', 'kind', 'object', 'field', 'code'], rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="import-${params.id}.csv"`,
    },
  });
};
