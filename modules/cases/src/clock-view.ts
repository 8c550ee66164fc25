import type { CalendarFacts, Clock } from './model/clocks.ts';
import { timeLeft } from './model/time-left.ts';
import { workingHours } from './model/working-hours.ts';
import type { ClockView } from './view-types.ts';

/** One clock as readers see it, at an instant. */
export const clockView = (
  clock: Clock,
  now: Date,
  { calendar, zone }: CalendarFacts,
): ClockView => ({
  stage: clock.stage,
  round: clock.round,
  amount: clock.term.amount,
  unit: clock.term.unit,
  roll: clock.term.unit === 'calendar-days' ? (clock.term.roll ?? 'next') : null,
  hours: workingHours(clock.term),
  startedAt: clock.startedAt,
  stoppedAt: clock.stoppedAt,
  dueAt: clock.dueAt,
  dueDate: clock.dueDate,
  late: clock.late ?? (clock.dueAt !== null && now > clock.dueAt),
  left: clock.stoppedAt
    ? null
    : timeLeft(
        {
          dueAt: clock.dueAt,
          dueUnit: clock.term.unit,
          zone,
          schedule: workingHours(clock.term),
        },
        now,
        calendar,
      ),
  derivation: clock.derivation,
});
