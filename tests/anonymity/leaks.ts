import { randomUUID } from 'node:crypto';
import type { Dump, Row } from './dump.ts';

/** What a leak is given to know: of each answer its turn, the invitation and what was written. */
export interface Known {
  readonly answerHash: string;
  readonly commentHash: string | null;
  readonly invitationId: string;
  readonly turn: number;
}
export interface Leak {
  readonly name: string;
  /** Which join it opens. */
  readonly opens: 'answers' | 'comments';
  readonly spoil: (dump: Dump, known: readonly Known[]) => Dump;
}

const change = (
  dump: Dump,
  table: string,
  cells: (row: Row, index: number) => Readonly<Record<string, string>> | null,
): Dump => {
  let index = 0;
  return dump.map((row) => {
    if (row.table !== table) return row;
    const more = cells(row, index++);
    return more ? { table, cells: { ...row.cells, ...more } } : row;
  });
};
const byAnswer = (known: readonly Known[]) => new Map(known.map((one) => [one.answerHash, one]));

/** A column of the answers made of whose they are. */
const onAnswers =
  (cells: (one: Known) => Readonly<Record<string, string>>): Leak['spoil'] =>
  (dump, known) => {
    const of = byAnswer(known);
    return change(dump, 'survey_answers', ({ cells: own }) => {
      const one = of.get(own['receipt_hash']!);
      return one ? cells(one) : null;
    });
  };
const rows = (
  known: readonly Known[],
  table: string,
  cells: (one: Known) => Record<string, string>,
): Row[] => known.map((one) => ({ table, cells: cells(one) }));

const TURNS = 100_000;
const instant = (turn: number): string => new Date(1_780_000_000_000 + turn * 60_000).toISOString();

/** Mistakes that others made, each of which the program must find: else its silence says nothing. */
export const LEAKS: readonly Leak[] = [
  {
    name: 'an instant beside the answer',
    opens: 'answers',
    spoil: onAnswers(({ turn }) => ({ created_at: instant(turn) })),
  },
  {
    name: 'rows in the order of arrival',
    opens: 'answers',
    spoil: onAnswers(({ turn }) => ({ '@ctid': `(${Math.floor(turn / 50)},${1 + (turn % 50)})` })),
  },
  {
    name: 'ids that grow',
    opens: 'answers',
    spoil: onAnswers(({ turn }) => ({
      id: `0197${(TURNS + turn).toString(16).padStart(8, '0')}-7${randomUUID().slice(15)}`,
    })),
  },
  {
    name: 'a transaction for each answer',
    opens: 'answers',
    spoil: onAnswers(({ turn }) => ({ '@xmin': String(4_000_000 + turn) })),
  },
  {
    name: 'one hash while it waits and afterwards',
    opens: 'answers',
    spoil(dump, known) {
      const check = new Map<string, string>();
      const own = new Map(known.map((one) => [one.invitationId, one]));
      const xids = new Map(
        dump
          .filter(
            ({ table, cells }) => table === 'survey_invitations' && cells['state'] === 'spent',
          )
          .map(({ cells }) => [cells['@xmin']!, cells['id']!]),
      );
      for (const { table, cells } of dump) {
        const one =
          table === 'waiting_answers' ? own.get(xids.get(cells['@xmin']!) ?? '') : undefined;
        if (one) check.set(one.answerHash, cells['receipt_check']!);
      }
      return change(dump, 'survey_answers', ({ cells }) => {
        const hash = check.get(cells['receipt_hash']!);
        return hash ? { receipt_hash: hash } : null;
      });
    },
  },
  {
    name: 'the moment at which an invitation was spent, and rows in that order',
    opens: 'answers',
    spoil(dump, known) {
      const own = new Map(known.map((one) => [one.invitationId, one]));
      const spent = change(dump, 'survey_invitations', ({ cells }) => {
        const one = own.get(cells['id']!);
        return one ? { spent_at: instant(one.turn), '@xmin': '5000000' } : null;
      });
      return onAnswers(({ turn }) => ({ '@ctid': `(0,${turn + 1})` }))(spent, known);
    },
  },
  {
    name: 'a job for each answer',
    opens: 'answers',
    spoil: (dump, known) => [
      ...dump,
      ...rows(known, 'graphile_worker._private_jobs', ({ invitationId, answerHash }) => ({
        'payload.invitation': invitationId,
        'payload.answer': answerHash,
      })),
    ],
  },
  {
    name: 'a log line with both',
    opens: 'answers',
    spoil: (dump, known) => [
      ...dump,
      ...rows(known, 'log', ({ invitationId, answerHash }) => ({
        event: `stored ${answerHash} for ${invitationId}`,
      })),
    ],
  },
  {
    name: 'boxes as long as what is in them',
    opens: 'comments',
    spoil(dump, known) {
      const own = new Map(known.map((one) => [one.invitationId, one]));
      const sized = (turn: number): string => String(9000 + ((turn * 7919) % 4001));
      const comments = new Map(known.map((one) => [one.commentHash, one]));
      const boxes = change(dump, 'survey_invitations', ({ cells }) => {
        const one = own.get(cells['id']!);
        return one ? { 'box.@size': sized(one.turn) } : null;
      });
      return change(boxes, 'survey_comments', ({ cells }) => {
        const one = comments.get(cells['receipt_hash']!);
        return one ? { '@size': sized(one.turn) } : null;
      });
    },
  },
];
