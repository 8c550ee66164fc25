/** The family of norms by which referrals are judged, as the registry names it. */
export const GUARANTEES = 'state guarantees';

/** In which order kinds are offered; what the region's data names beside them follows. */
const ORDER = [
  'specialist',
  'specialist-cancer',
  'specialist-cardio',
  'district-doctor',
  'tests',
  'ct-mri',
  'tests-cancer',
  'tests-cardio',
  'onco-dispensary',
  'inpatient',
  'inpatient-cancer',
  'inpatient-cardio',
] as const;

const placeOf = (code: string): number => {
  const at = (ORDER as readonly string[]).indexOf(code);
  return at === -1 ? ORDER.length : at;
};
export const byKind = (a: string, b: string): number => placeOf(a) - placeOf(b) || (a < b ? -1 : 1);

/** Kinds that are a visit to a doctor: of these places are told and the topic of complaints speaks. */
export const isDoctor = (kind: string): boolean =>
  kind === 'district-doctor' || kind === 'specialist' || kind.startsWith('specialist-');
