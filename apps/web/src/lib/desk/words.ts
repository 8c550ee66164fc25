import { m } from '@otklik/i18n';

type Area =
  | 'cases_role'
  | 'confidence_state'
  | 'confidence_decide'
  | 'confidence_decided'
  | 'confidence_occasion'
  | 'confidence_outcome'
  | 'desk_queue'
  | 'desk_queue_lead'
  | 'desk_queue_empty'
  | 'desk_done'
  | 'desk_health_rule'
  | 'desk_health_mend'
  | 'desk_lanes'
  | 'desk_lanes_state'
  | 'workbench_delayed'
  | 'desk_outcome_hint';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;

/** What was done beside the moves of a case. */
const OWN_DONE: Readonly<Record<string, (() => string) | undefined>> = {
  undo: m.workbench_undone,
  merge: m.companions_done_merge,
  alarm: m.companions_done_alarm_settled,
  unmerge: m.companions_done_unmerge,
  note: m.companions_done_note,
  settle: m.workbench_mention_settled,
  name: m.workbench_name_done,
  'view-saved': m.workbench_views_saved,
  'view-deleted': m.workbench_views_deleted,
  'view-changed': m.workbench_views_changed,
  'template-saved': m.workbench_templates_saved,
  'template-removed': m.workbench_templates_removed,
};

/** The desk's own word for a code; the code itself where a newer server sends an unknown one. */
export const wordFor = (area: Area, code: string): string =>
  words[`${area}_${code.replaceAll('-', '_')}`]?.() ??
  // The plain forms of the desk share one word of success.
  (area === 'desk_done'
    ? (OWN_DONE[code]?.() ??
      words[`colleagues_${code.replaceAll('-', '_')}_done`]?.() ??
      m.desk_done_plain())
    : code);
