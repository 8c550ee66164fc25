import { m } from '@otklik/i18n';

const LOSSES: Readonly<Record<string, () => string>> = {
  child: m.survey_results_loss_child,
  death: m.survey_results_loss_death,
  'staff-opt-out': m.survey_results_loss_staff_opt_out,
  'open-complaint': m.survey_results_loss_open_complaint,
  sensitive: m.survey_results_loss_sensitive,
  late: m.survey_results_loss_late,
  'pilot-over': m.survey_results_loss_pilot_over,
  'no-form': m.survey_results_loss_no_form,
  suppressed: m.survey_results_loss_suppressed,
  stopped: m.survey_results_loss_stopped,
  'fatigue-days': m.survey_results_loss_fatigue_days,
  'fatigue-year': m.survey_results_loss_fatigue_year,
  'second-visit-of-day': m.survey_results_loss_second_visit_of_day,
  'lost-to-fewer': m.survey_results_loss_lost_to_fewer,
};
/** Why nobody was asked about a visit. */
export const lossWords = (because: string): string => (LOSSES[because] ?? (() => because))();

const STEPS: Readonly<Record<string, readonly [name: () => string, why: () => string]>> = {
  reported: [m.survey_results_funnel_reported, () => '—'],
  eligible: [m.survey_results_funnel_eligible, m.survey_results_funnel_why_eligible],
  sampled: [m.survey_results_funnel_sampled, m.survey_results_funnel_why_sampled],
  sent: [m.survey_results_funnel_sent, m.survey_results_funnel_why_sent],
  delivered: [m.survey_results_funnel_delivered, m.survey_results_funnel_why_delivered],
  counted: [m.survey_results_funnel_counted, m.survey_results_funnel_why_counted],
};
export const stepWords = (step: string): string => (STEPS[step]?.[0] ?? (() => step))();
export const whyWords = (step: string): string => (STEPS[step]?.[1] ?? (() => ''))();
