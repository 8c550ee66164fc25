export type { ClinicOrder, ClinicsSpread, Coverage, RankedClinic } from './aggregate/clinics.ts';
export { clinicsSpread, orderClinics, shareIn24h } from './aggregate/clinics.ts';
export type { DoctorsAnswer, DoctorsQuestion } from './aggregate/doctors.ts';
export { doctorsWaits } from './aggregate/doctors.ts';
export type { HalfLife } from './aggregate/half-life.ts';
export { halfLife } from './aggregate/half-life.ts';
export type { Light, LightColour, LightQuestion } from './aggregate/light.ts';
export { lightOf } from './aggregate/light.ts';
export type { PlaceLife, RushCell } from './aggregate/rush-map.ts';
export { rushMap } from './aggregate/rush-map.ts';
export type { K1Change, NormTime, Segment, WaitSummary } from './aggregate/timeline.ts';
export { normTime, segments, waitSummary } from './aggregate/timeline.ts';
export type { Probe, Truth } from './aggregate/truth.ts';
export { truthScore } from './aggregate/truth.ts';
export type { Attendance, Filling, LeadBands, Visit } from './aggregate/use.ts';
export {
  attendance,
  corridorMinutes,
  filling,
  leadBands,
  leadDays,
  recovery,
  shareSeenWithin,
} from './aggregate/use.ts';
export type { Choice, Frontier } from './choice/frontier.ts';
export { beats, frontier } from './choice/frontier.ts';
export type { Days, MaybeDays } from './days.ts';
export { compareDays, isCensored, kth, nearestRank, share } from './days.ts';
export type { WaitsCode } from './errors.ts';
export { WaitsError } from './errors.ts';
export { Group } from './group/group.ts';
export type { Guarantee, GuaranteeQuestion, Norm } from './guarantee.ts';
export { guarantee, normAt } from './guarantee.ts';
export type { LocalHour } from './local-hour.ts';
export { hourOfWeek, localHour } from './local-hour.ts';
export type { Calibration, CalibrationRow, Forecast, Split } from './odds/calibration.ts';
export { calibration, splitWeeks } from './odds/calibration.ts';
export type { HeldBackSeries, MorningSample } from './odds/held-back.ts';
export { heldBackForecasts, WITHIN_days } from './odds/held-back.ts';
export type { OddsQuestion } from './odds/odds.ts';
export { oddsOf, seenShare } from './odds/odds.ts';
export type { HourlyRates } from './odds/rates.ts';
export { arrivalRates, expectedArrivals } from './odds/rates.ts';
export type { Learnt, MorningQuestion, ReleaseDay, Releases } from './odds/releases.ts';
export {
  daysForChance,
  halfLifeOf,
  LEAD_days,
  learn,
  LIFE_BOUNDS_h,
  LOOK_hour,
  morningOdds,
  NEAR_days,
  summed,
} from './odds/releases.ts';
export type { Places } from './places.ts';
export { firstOf, places, reasons, takenSlots } from './places.ts';
export type { Profile, Rules } from './profile.ts';
export { DEFAULT_HORIZON_DAYS, rulesOf } from './profile.ts';
export type { Slot } from './slot.ts';
export { compareSlots, placesIn } from './slot.ts';
export type { Unusable } from './usable.ts';
export type { VectorCase, VectorVerdict } from './vectors/check.ts';
export { checkVector, readVectorFile } from './vectors/check.ts';
export type { Censored, Wait, Waits } from './wait.ts';
export { waitFor, waits, waitsOf } from './wait.ts';
export type { WorkingDay } from './working-days.ts';
export {
  plainWorkingDays,
  workingDayAfter,
  workingDayRule,
  workingDaysUntil,
} from './working-days.ts';
