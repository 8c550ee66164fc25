export { manifest } from './manifest.ts';
export { visitEvent, type Outcome, type VisitEvent } from './model/event.ts';
export { surveyRules, type SurveyRules } from './model/rules.ts';
export { weightClassOf, type TouchKind, type Way, type WeightClass } from './model/states.ts';
export { SERVICES } from './model/services.ts';
export * from './store/close-places.ts';
export * from './store/openings.ts';
export { reportKind } from './model/report.ts';
export { STOP_TICKET } from './model/ticket.ts';
export { MAIL_IN } from './policy.ts';
export { planAll, sendAll } from './send-due.ts';
export { invitationsOf, type Mine } from './store/invitations.ts';
export { personOfEmail } from './store/people.ts';
export {
  placeByCode,
  placeById,
  placesByIds,
  placesOfSector,
  placesReached,
  putPlace,
  type NewPlace,
  type Place,
} from './store/places.ts';
export { putRate, ratesOn } from './store/rates.ts';
export { putRules, rulesOn } from './store/rules.ts';
export {
  lookAtToken,
  mintToken,
  spendInvitation,
  type Invited,
  type LookedAt,
} from './store/tokens.ts';
export { deliveredAt, lossesAt, type Loss } from './store/losses.ts';
export { wayCounts, type WayCount } from './store/way-counts.ts';
export { askedAt, type Asked } from './store/asked.ts';
export { importDayCounts, type DayCounts } from './store/import-day-counts.ts';
export { touch } from './store/touches.ts';
export * from './visits-file.ts';
export type { FileFault } from './table-file.ts';
export type { AttachedOutcome } from './model/attached.ts';
