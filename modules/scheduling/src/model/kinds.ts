/** FHIR's own codes for the kinds of a visit that it knows (HL7 v2 table 0276). */
const V2: Readonly<Record<string, string>> = {
  routine: 'ROUTINE',
  urgent: 'EMERGENCY',
  'check-up': 'CHECKUP',
  'follow-up': 'FOLLOWUP',
};
export const V2_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v2-0276';

/** The standard's code of a kind; undefined: it has none. */
export const v2Of = (kind: string): string | undefined => V2[kind];
/** Which kind a standard's code means; undefined: none of ours. */
export const kindOfV2 = (code: string): string | undefined =>
  Object.keys(V2).find((kind) => V2[kind] === code);

/** Statuses that the standard has; whatever else a source says is no place. */
export const STATUSES = [
  'free',
  'busy',
  'busy-tentative',
  'busy-unavailable',
  'entered-in-error',
] as const;
