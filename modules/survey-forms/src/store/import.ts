import { randomUUID } from 'node:crypto';
import { json } from '@otklik/db';
import { AppError, digestOf, type Tx } from '@otklik/kernel';
import { checkForm } from '@otklik/questionnaire';
import { regionIn, type FormAudience, type FormKind } from './tables.ts';

export interface BundledForm {
  readonly resource: string;
  readonly kind: FormKind;
  readonly sector: string;
  readonly audience: FormAudience;
  readonly validFrom: string;
  readonly sectors?: readonly string[] | undefined;
  /** Asked of parents about a child too. */
  readonly parents?: boolean | undefined;
  readonly state: 'published' | 'draft';
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError('invalid-input', { reason: 'not-json' });
  }
  const faults = checkForm(value).filter(({ level }) => level === 'error');
  if (faults.length > 0) throw new AppError('invalid-input', { reason: 'form', faults });
  return value as Record<string, unknown>;
}

/**
 * Publishes a form with its first uses, or keeps it as a draft, where the region does not know its address yet: what was changed
 * afterwards stays.
 * @returns whether it was new
 * @throws AppError invalid-input
 */
export async function importForm(tx: Tx, bundled: BundledForm, by: string): Promise<boolean> {
  const resource = parsed(bundled.resource);
  const region_id = regionIn(tx);
  const { kind, sector, audience } = bundled;
  const made = await tx.db
    .insertInto('survey_forms')
    .values({
      region_id,
      id: randomUUID(),
      url: String(resource['url']),
      kind,
      sector,
      state: 'active',
    })
    .onConflict((conflict) => conflict.columns(['region_id', 'url']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return false;
  const version = String(resource['version'] ?? '1');
  const isDraft = bundled.state === 'draft';
  await tx.db
    .insertInto('survey_form_versions')
    .values({
      region_id,
      form_id: made.id,
      version,
      resource: json(resource),
      state: bundled.state,
      digest: digestOf(resource),
      edited_by: by,
      published_by: isDraft ? null : by,
      published_at: isDraft ? null : tx.now,
    })
    .execute();
  if (isDraft) return true;
  const use = {
    region_id,
    kind,
    audience,
    valid_from: bundled.validFrom,
    valid_to: null,
    form_id: made.id,
    version,
  };
  await tx.db
    .insertInto('survey_form_uses')
    .values(
      [sector, ...(bundled.sectors ?? [])].flatMap((one) =>
        (bundled.parents ? [audience, 'child' as const] : [audience]).map((asked) => ({
          ...use,
          sector: one,
          audience: asked,
        })),
      ),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return true;
}
