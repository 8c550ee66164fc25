import type { Answer, Call } from './call.ts';
import { objectAt, objectsOf, textAt, type Json } from './json.ts';
import { outcomeOf, refuse } from './outcome.ts';

const ENTRIES_MAX = 1000;

/** A bundle of timetables, not of visits. */
export const holdsSlots = (bundle: Json): boolean =>
  objectsOf(bundle['entry']).some((entry) => {
    const type = textAt(objectAt(entry, 'resource'), 'resourceType');
    return type === 'Slot' || type === 'Schedule';
  });

/**
 * Takes the slots of a bundle for the source that its identifier names. What is wrong with single ones is told in the
 * outcome, and stands at the source's page; the others are taken.
 */
export async function takeSlots(call: Call, bundle: Json, type: string): Promise<Answer> {
  const actor = await call.machine();
  const source = textAt(objectAt(bundle, 'identifier'), 'value');
  if (!source) throw refuse(422, 'required', 'invalid');
  if (objectsOf(bundle['entry']).length > ENTRIES_MAX)
    throw refuse(413, 'too-long', 'too-many-entries');
  const taken = await call.options.faces.access.takeBundle(actor, {
    source,
    bundle: JSON.stringify(bundle),
  });
  const issues = Object.entries(taken.faults).map(([fault, count]) => ({
    severity: 'warning' as const,
    code: 'business-rule',
    details: fault,
    diagnostics: String(count),
  }));
  const told =
    issues.length > 0
      ? issues
      : [{ severity: 'information' as const, code: 'informational', details: 'same' }];
  return {
    status: 200,
    body: {
      resourceType: 'Bundle',
      type,
      entry: [{ response: { status: '200', outcome: outcomeOf(told, call.base) } }],
    },
  };
}
