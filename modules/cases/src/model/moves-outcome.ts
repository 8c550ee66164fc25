import { CONTROL_FINDINGS, DANGER_DEEDS, FALSE_ALARM_REASONS } from './reasons.ts';
import type { Rule } from './rule.ts';

/** The author's word, the second look, opening again. Sections 1 and 5. */
export const OUTCOME_MOVES = {
  confirm: { from: ['answered'], to: 'confirmed', by: ['author'], public: true },
  'confirm-partly': { from: ['answered'], to: 'partly', by: ['author'], public: true },
  dispute: { from: ['answered'], to: 'disputed', by: ['author'], starts: 'control', public: true },
  'dispute-unchecked': { from: ['answered'], to: 'closed', by: ['author'], public: true },
  'fall-silent': {
    from: ['answered'],
    to: 'silent',
    by: ['system'],
    when: 'overdue',
    public: true,
  },
  'uphold-dispute': {
    from: ['disputed'],
    to: 'in-work',
    by: ['controller'],
    unlike: ['moderator', 'executor', 'coordinator'],
    unlikeMakers: ['refuse-dispute'],
    standIn: 'coordinator',
    reasons: [CONTROL_FINDINGS[0]],
    starts: 'reply',
    newRound: true,
    public: true,
  },
  'refuse-dispute': {
    from: ['disputed'],
    to: 'closed',
    by: ['controller'],
    unlike: ['moderator', 'executor', 'coordinator'],
    unlikeMakers: ['refuse-dispute'],
    standIn: 'coordinator',
    reasons: [CONTROL_FINDINGS[1]],
    public: true,
  },
  'refute-again': {
    from: ['closed'],
    to: 'disputed',
    by: ['author'],
    clocks: { stage: 'control', over: 'round', min: 1, max: 1 },
    window_days: 15,
    starts: 'control',
    public: true,
  },
  'lift-limit': {
    from: ['closed'],
    to: 'disputed',
    by: ['controller'],
    unlike: ['moderator', 'executor', 'coordinator'],
    clocks: { stage: 'control', over: 'round', max: 0 },
    starts: 'control',
    public: true,
  },
  reopen: {
    from: ['confirmed', 'partly', 'silent'],
    to: 'in-work',
    by: ['author'],
    window_days: { confirmed: 15, partly: 15, silent: 60 },
    starts: 'reply',
    newRound: true,
    public: true,
  },
} as const satisfies Record<string, Rule>;

/** What an author may do with the own words, whatever the course of the case. Section 11. */
export const OWN_MOVES = {
  retract: {
    from: [
      'draft',
      'submitted',
      'returned',
      'in-work',
      'waiting-author',
      'planned',
      'answer-draft',
      'answered',
    ],
    to: 'withdrawn',
    by: ['author'],
    window_min: 30,
    public: false,
  },
  erase: {
    from: [
      'draft',
      'submitted',
      'danger',
      'returned',
      'appealed',
      'in-work',
      'waiting-author',
      'planned',
      'answer-draft',
      'answered',
      'disputed',
    ],
    to: 'withdrawn',
    by: ['author', 'system'],
    public: true,
  },
} as const satisfies Record<string, Rule>;

/**
 * Somebody is in danger: the case is put aside for whoever is on duty, and nothing that runs stops. It
 * goes back to where it was, and is never published by itself.
 */
export const DANGER_MOVES = {
  'raise-danger': {
    from: [
      'draft',
      'submitted',
      'returned',
      'appealed',
      'in-work',
      'waiting-author',
      'planned',
      'answer-draft',
      'answered',
      'disputed',
    ],
    to: 'danger',
    by: ['author', 'moderator', 'executor', 'coordinator', 'controller', 'system'],
    remembers: true,
    starts: 'danger',
    public: false,
  },
  'confirm-address-in-danger': {
    from: ['danger'],
    to: 'same',
    by: ['author'],
    backIs: { was: 'draft', becomes: 'submitted' },
    starts: 'moderation',
    public: false,
  },
  'false-alarm': {
    from: ['danger'],
    to: 'back',
    by: ['moderator'],
    reasons: FALSE_ALARM_REASONS,
    public: false,
  },
  'pass-on-danger': {
    from: ['danger'],
    to: 'back',
    by: ['moderator'],
    reasons: DANGER_DEEDS,
    public: false,
  },
} as const satisfies Record<string, Rule>;
