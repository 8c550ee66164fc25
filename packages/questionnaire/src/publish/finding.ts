import type { Level } from '../findings.ts';

/** Rules of publishing: FHIR R4's invariants of Questionnaire by their names, and the engine's own. */
export type PublishRule =
  | `que-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13}`
  | `enableWhen-${'unknown' | 'inner' | 'order' | 'cycle' | 'type' | 'operator'}`
  | 'initial-type'
  | 'item-type'
  | 'item-depth'
  | 'resource-type';

export interface PublishFinding {
  /** null when the item has none, or the finding is about the whole form. */
  readonly linkId: string | null;
  readonly rule: PublishRule;
  readonly level: Level;
}
