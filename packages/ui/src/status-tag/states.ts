import { m } from '@otklik/i18n';

/** Tone of a state: what colour and weight it may take. */
export type Tone = 'plain' | 'action' | 'amber' | 'brick' | 'leaf';

// The marks: a 16 px grid, 1.5 px lines, one idea each, told apart without colour.
const ring = 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 0 0 0-12.5Z';
const bubble = 'M2 3.25h12v8H7.5L4.25 14v-2.75H2Z';

export const states = {
  draft: { tone: 'plain', mark: 'M3 13h2.5L13 5.5L10.5 3L3 10.5Z', word: m.ui_state_draft },
  submitted: { tone: 'plain', mark: `${ring}M8 4.75V8l2.25 1.5`, word: m.ui_state_submitted },
  returned: {
    tone: 'amber',
    mark: 'M6 3L2.5 6.5L6 10M2.5 6.5H10a3.5 3.5 0 0 1 0 7H7',
    word: m.ui_state_returned,
  },
  rejected: { tone: 'brick', mark: `${ring}M3.75 12.25l8.5-8.5`, word: m.ui_state_rejected },
  'in-work': {
    tone: 'action',
    mark: `${bubble}M5 7.25h.01M8 7.25h.01M11 7.25h.01`,
    word: m.ui_state_in_work,
  },
  'waiting-author': {
    tone: 'amber',
    mark: `${bubble}M6.5 6a1.5 1.5 0 1 1 1.5 1.5v.5M8 9.4h.01`,
    word: m.ui_state_waiting_author,
  },
  'answer-draft': {
    tone: 'action',
    mark: `${bubble}M5 6h6M5 8.5h3`,
    word: m.ui_state_answer_draft,
  },
  answered: { tone: 'action', mark: `${bubble}M5 7.25l2 2L11 5.5`, word: m.ui_state_answered },
  planned: {
    tone: 'action',
    mark: 'M2 3.5h12v10.75H2ZM2 6.75h12M5.25 1.5v3M10.75 1.5v3',
    word: m.ui_state_planned,
  },
  disputed: { tone: 'brick', mark: 'M2.5 5.5h11M2.5 10.5h11M11 2L5 14', word: m.ui_state_disputed },
  appealed: {
    tone: 'amber',
    mark: `${ring}M8 4.5v4.25M5.5 7L8 4.5L10.5 7M8 11.25h.01`,
    word: m.ui_state_appealed,
  },
  confirmed: { tone: 'leaf', mark: `${ring}M5 8.25l2 2L11 6`, word: m.ui_state_confirmed },
  partly: {
    tone: 'amber',
    mark: `${ring}M8 1.75v12.5M8 4.5h2.5M8 8h3.5M8 11.5h2.5`,
    word: m.ui_state_partly,
  },
  silent: { tone: 'plain', mark: `${ring}M5.25 8h5.5`, word: m.ui_state_silent },
  closed: {
    tone: 'plain',
    mark: 'M2.5 2.5h11v11h-11ZM5.5 5.5l5 5M10.5 5.5l-5 5',
    word: m.ui_state_closed,
  },
  redirected: { tone: 'plain', mark: 'M2 8h11M9 3.5L13.5 8L9 12.5', word: m.ui_state_redirected },
  withdrawn: { tone: 'plain', mark: 'M14 8H3M7 3.5L2.5 8L7 12.5', word: m.ui_state_withdrawn },
  danger: {
    tone: 'brick',
    mark: 'M8 1.75L14.75 13.5H1.25ZM8 6v3.5M8 11.5h.01',
    word: m.ui_state_danger,
  },
  overdue: { tone: 'brick', mark: `${ring}M8 4.25v4.5M8 11.25h.01`, word: m.ui_state_overdue },
  unknown: {
    tone: 'plain',
    mark: `${ring}M6.25 6.25a1.75 1.75 0 1 1 1.75 2v.75M8 11.25h.01`,
    word: m.ui_state_unknown,
  },
  'too-few': {
    tone: 'plain',
    mark: 'M2 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0M6.75 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0M11.5 8a1.25 1.25 0 1 0 2.5 0a1.25 1.25 0 1 0-2.5 0',
    word: m.ui_state_too_few,
  },
  hidden: {
    tone: 'plain',
    mark: 'M3 7.25h10v6.5H3ZM5 7.25V5a3 3 0 0 1 6 0v2.25',
    word: m.ui_state_hidden,
  },
} as const satisfies Record<string, { tone: Tone; mark: string; word: () => string }>;

export type StateName = keyof typeof states;
export const state_names = Object.keys(states) as StateName[];
