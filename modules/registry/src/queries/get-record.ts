import { AppError, defineQuery, type Context } from '@otklik/kernel';
import type { z } from 'zod';
import { administratorGrants, isRegionWide, reachesRecord } from '../records/access.ts';
import { todayOf } from '../region-time.ts';
import { mayCreate } from '../records/change.ts';
import { getRecordInput } from '../records/schema.ts';
import type { Value, Values } from '../records/spec.ts';
import { SPECS } from '../records/specs.ts';
import { typedOf } from '../records/typed.ts';
import { versionsOf, type VersionRow } from '../records/versions.ts';

/** A form's text for each field. */
const typedValues = (values: Values | null): Record<string, string> =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, typedOf(value)]));

/**
 * What held on a day, by the versions: the last one that was in force, and for a day to come the plans
 * over it. Null for a day before anything is known.
 */
function heldOn(versions: readonly VersionRow[], current: Values, on: string): Values | null {
  const applied = versions.filter((row) => row.state === 'applied');
  const past = applied.find((row) => row.valid_from <= on);
  if (!past && applied.length > 0) return null;
  const base = past && past !== applied[0] ? past.content! : current;
  const plans = versions
    .filter((row) => row.state === 'planned' && row.valid_from <= on)
    .sort((a, b) => (a.valid_from < b.valid_from ? -1 : 1));
  return plans.reduce<Values>(
    (values, plan) => ({
      ...values,
      ...Object.fromEntries(
        Object.entries(plan.changes).map(([field, [, value]]) => [field, value as Value]),
      ),
    }),
    base,
  );
}

/** A record with its form, its history and what held on a day; without an id the form of a new one. */
export const getRecord = defineQuery({
  name: 'registry.get-record',
  input: getRecordInput,
  async policy({ tx, actor, input: { kind, id } }: Context<z.output<typeof getRecordInput>>) {
    const grants = administratorGrants(actor);
    if (id === undefined) {
      if (!mayCreate(grants, kind)) throw new AppError('forbidden', { reason: 'by-file-only' });
      return { grants, record: null };
    }
    const [record] = await SPECS[kind].load(tx, [id]);
    if (!record) throw new AppError('not-found', { kind });
    if (!record.readonly && !reachesRecord(grants, record)) throw new AppError('forbidden');
    return { grants, record };
  },
  async handle({ tx, subject: { grants, record }, input: { kind, id, on } }) {
    const spec = SPECS[kind];
    const wide = isRegionWide(grants);
    const versions = record ? await versionsOf(tx, kind, record.id) : [];
    return {
      kind,
      id: id ?? null,
      today: await todayOf(tx),
      fields: spec.fields.map(({ name, type, required, options, to, fixed, wide: whole }) => ({
        name,
        type,
        required,
        options: options ?? null,
        to: to ?? null,
        locked: Boolean((fixed && record) || (whole && !wide) || record?.readonly),
      })),
      closes:
        spec.closes &&
        !record?.readonly &&
        (wide || !spec.fields.some((field) => field.name === 'valid_to' && field.wide)),
      readonly: record?.readonly ?? false,
      version: versions[0]?.version ?? 0,
      values: typedValues(record?.values ?? null),
      /** Fields that imports leave alone, because a person has set them here. */
      held: versions[0]?.held ?? [],
      on: on ?? null,
      heldOn: on && record ? typedValuesOrNull(heldOn(versions, record.values, on)) : null,
      history: versions.map((row) => ({
        version: row.version,
        state: row.state,
        source: row.source,
        actor: row.actor,
        note: row.note,
        validFrom: row.valid_from,
        at: row.at,
        digest: row.digest,
        changes: Object.entries(row.changes).map(([field, [before, after]]) => ({
          field,
          before: typedOf(before as Value),
          after: typedOf(after as Value),
        })),
        restorable: row.state === 'applied' && row.version !== versions[0]?.version,
      })),
    };
  },
});

const typedValuesOrNull = (values: Values | null) => (values ? typedValues(values) : null);
