export { manifest } from './manifest.ts';
export { visitEvent, type Outcome, type VisitEvent } from './model/event.ts';
export { surveyRules, type SurveyRules } from './model/rules.ts';
export { weightClassOf, type TouchKind, type Way, type WeightClass } from './model/states.ts';
export { SERVICES } from './model/services.ts';
export { planAll, sendAll } from './send-due.ts';
export {
  placeByCode,
  placeById,
  placesByIds,
  placesReached,
  putPlace,
  type NewPlace,
  type Place,
} from './store/places.ts';
export { putRules, rulesOn } from './store/rules.ts';
export {
  lookAtToken,
  mintToken,
  spendInvitation,
  type Invited,
  type LookedAt,
} from './store/tokens.ts';
export { touch } from './store/touches.ts';
