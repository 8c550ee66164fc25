import { diceOf, pick, type Drawn } from './drawn.ts';
import type { Ask } from './open-loop.ts';

/** One kind of page under load: how its addresses are drawn, and what is wanted of it. */
export interface PageKind {
  readonly name: string;
  /** Milliseconds within which 95 of 100 answers must come. */
  readonly wanted_ms: number;
  readonly next: () => Ask;
}

export interface Sessions {
  readonly moderator: string;
  readonly executor: string;
  readonly controller: string;
}

const LIST_MS = 60;
const SEARCH_MS = 120;
const STATISTICS_MS = 150;
const DESK_MS = 80;
const OUTCOMES = ['open', 'late', 'answered', 'confirmed', 'partly', 'disputed', 'silent'];
const TABLES = ['outcomes', 'replies', 'topics', 'months', 'places', 'in-time'];

/** Every kind of page with limits of its own, over addresses drawn by the seed. */
export function pageKinds(drawn: Drawn, sessions: Sessions, seed: number): PageKind[] {
  const dice = diceOf(seed);
  const one = <T>(list: readonly T[]): T => pick(dice, list);
  const often = (share: number): boolean => dice() < share;
  // One reader in five reads English.
  const at = (path: string, query: Record<string, string> = {}): string => {
    const asked = new URLSearchParams(query).toString();
    return `${often(0.2) ? '/en' : ''}${path}${asked ? `?${asked}` : ''}`;
  };
  const place = (): Record<string, string> => {
    const which = dice();
    if (which < 0.3) return { clinic: one(drawn.clinics) };
    if (which < 0.6) return { district: one(drawn.districts) };
    return which < 0.8 ? { okrug: one(drawn.okrugs) } : {};
  };
  const filters = (): Record<string, string> => ({
    ...place(),
    ...(often(0.5) ? { topic: one(drawn.topics) } : {}),
    ...(often(0.5) ? { outcome: one(OUTCOMES) } : {}),
  });
  const kind = (
    name: string,
    wanted_ms: number,
    path: () => string,
    cookie?: string,
  ): PageKind => ({
    name,
    wanted_ms,
    next: () => (cookie === undefined ? { path: path() } : { path: path(), cookie }),
  });
  const found = (words: readonly string[]) => () =>
    at('/complaints', { q: one(words), ...(often(0.2) ? place() : {}) });
  const nowhere = () => at('/complaints', { q: `щ${Math.floor(dice() * 1e9).toString(36)}ъ` });
  const list = () => at('/complaints');
  const filtered = () => at('/complaints', filters());
  const third = () => at('/complaints', { ...(often(0.5) ? filters() : {}), page: '3' });
  const clinic = () => at(`/clinics/${one(drawn.clinics)}`);
  const case_page = () => at(`/complaints/${one(drawn.numbers)}`);
  const numbers = (query: Record<string, string>) => at('/statistics', query);
  const csv = () => {
    const table = one(TABLES);
    // A clinic has no places inside.
    const query: Record<string, string> =
      table === 'places' || table === 'in-time' ? {} : { clinic: one(drawn.clinics) };
    return at(`/statistics/${table}.csv`, often(0.5) ? { district: one(drawn.okrugs) } : query);
  };
  return [
    kind('public list, first page', LIST_MS, list),
    kind('public list, filtered', LIST_MS, filtered),
    kind('public list, page 3', LIST_MS, third),
    kind('clinic page', LIST_MS, clinic),
    kind('case page', LIST_MS, case_page),
    kind('lists, clinics and cases mixed', LIST_MS, () =>
      one([list, filtered, third, clinic, clinic, case_page, case_page])(),
    ),
    kind('search, common word', SEARCH_MS, found(drawn.words.common)),
    kind('search, rare word', SEARCH_MS, found(drawn.words.rare)),
    kind('search, several words', SEARCH_MS, found(drawn.words.several)),
    kind('search, no such word', SEARCH_MS, nowhere),
    kind('statistics, whole region', STATISTICS_MS, () => numbers({})),
    kind('statistics of a district', STATISTICS_MS, () =>
      numbers({ district: one(drawn.districts) }),
    ),
    kind('statistics of a clinic', STATISTICS_MS, () => numbers({ clinic: one(drawn.clinics) })),
    kind('statistics of a topic', STATISTICS_MS, () => numbers({ topic: one(drawn.topics) })),
    kind('statistics of a period', STATISTICS_MS, () => numbers({ ...place(), ...period() })),
    kind('statistics as CSV', STATISTICS_MS, csv),
    ...desk(),
  ];

  function period(): Record<string, string> {
    const month = one(drawn.months);
    return { period: often(0.3) ? month.slice(0, 4) : month };
  }
  function desk(): PageKind[] {
    const queues = {
      moderator: ['moderation', 'answers', 'proposals', 'overdue', 'all'],
      executor: ['replies', 'overdue', 'all'],
      controller: ['control', 'proposals', 'overdue', 'all'],
    } as const;
    return (Object.keys(queues) as (keyof typeof queues)[]).map((role) =>
      kind(
        `desk queue of a ${role}`,
        DESK_MS,
        () => at(`/desk/queue/${one<string>(queues[role])}`),
        sessions[role],
      ),
    );
  }
}
