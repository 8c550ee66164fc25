import { m } from '@otklik/i18n';

/** What was wrong on the way to a publication, in it, and in what is told beside slots. */
export const INTAKE_FAULTS: Readonly<Record<string, () => string>> = {
  'no-answer': m.sources_fault_no_answer,
  'refused-address': m.sources_fault_refused_address,
  'redirect-elsewhere': m.sources_fault_redirect_elsewhere,
  'too-large': m.sources_fault_too_large,
  'too-slow': m.sources_fault_too_slow,
  'cut-short': m.sources_fault_cut_short,
  'not-a-publication': m.sources_fault_not_a_publication,
  'old-data': m.sources_fault_old_data,
  'unreadable-line': m.sources_fault_unreadable_line,
  'unknown-schedule': m.sources_fault_unknown_schedule,
  'unknown-zone': m.sources_fault_unknown_zone,
  'wrong-offset': m.sources_fault_wrong_offset,
  'coarse-window': m.sources_fault_coarse_window,
  'repeated-extension': m.sources_fault_repeated_extension,
  'held-back': m.sources_fault_held_back,
  'made-anew': m.sources_fault_made_anew,
  'unknown-outcome': m.sources_fault_unknown_outcome,
  'day-missing': m.sources_fault_day_missing,
  'too-late': m.sources_fault_too_late,
  'stamps-out-of-order': m.sources_fault_stamps_out_of_order,
  'booked-after-visit': m.sources_fault_booked_after_visit,
  'wrong-number': m.sources_fault_wrong_number,
};
