import { createHash } from 'node:crypto';
import { defineCommand, newId, principalOf } from '@otklik/kernel';
import { readFileRows } from '../intake/read-file.ts';
import { startImportInput } from '../intake/schema.ts';
import { importer } from '../policy.ts';
import { regionIdOf } from '../records/places.ts';
import '../store/tables.ts';

const NO_PLACES = { okrugs: new Map<string, string>(), districts: new Map<string, string>() };

/**
 * Takes a file in and has it imported by a job, batch by batch. A file that cannot be read as a whole
 * (encoding, columns, a quote without its end) is refused at once; bad rows are told later, each by line.
 * @throws AppError invalid-input with a reason
 */
export const startImport = defineCommand({
  name: 'registry.start-import',
  input: startImportInput,
  stepUp: true,
  limits: [{ per: 'principal', count_max: 60, window_s: 3600 }],
  async prepare({ app, actor, input }) {
    // Reading and storing is work for nobody else.
    importer({ actor });
    const read = readFileRows(input.file, input, NO_PLACES);
    const id = newId(app.clock.now().getTime());
    const key = `imports/${actor.region.toLowerCase()}/${id}`;
    await app.ports.objects.put(key, input.file, 'application/octet-stream');
    const { lines, encoding, delimiter } = read;
    return { id, key, rows_count: lines.length, encoding, delimiter };
  },
  policy: importer,
  async handle({ tx, actor, prepared, input: { kind, format, file, fileName } }) {
    const { id, key, rows_count, encoding, delimiter } = prepared;
    const region_id = regionIdOf(tx);
    await tx.db
      .insertInto('registry_import_runs')
      .values({
        region_id,
        id,
        kind,
        format,
        encoding,
        delimiter,
        file_name: fileName,
        file_key: key,
        size_bytes: file.length,
        digest: createHash('sha256').update(file).digest('hex'),
        state: 'waiting',
        rows_count,
        error_code: null,
        created_by: principalOf(actor),
        created_at: tx.now,
        finished_at: null,
      })
      .execute();
    await tx.enqueue(
      'registry.run-import',
      { region: region_id, runId: id },
      { key: `import:${id}` },
    );
    return { runId: id, rows_count };
  },
  audit: ({ input, output }) => ({
    object: `import:${output.runId}`,
    after: `${input.kind} ${input.format} ${output.rows_count}`,
  }),
});
