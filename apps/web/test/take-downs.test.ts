import { expect, test } from 'vitest';
import {
  DECIDED_BY as DECIDING,
  DEMANDED_BY as DEMANDING,
  RESTORE_GROUNDS as RESTORING,
  TAKE_DOWN_GROUNDS,
  TAKEN_KINDS,
} from '@otklik/complaints';
import { ledgerCsv } from '../src/lib/take-downs/table.ts';
import {
  byWords,
  DECIDED_BY,
  DEMANDED_BY,
  groundWords,
  GROUNDS,
  kindWords,
  KINDS,
  RESTORE_GROUNDS,
  restoredWords,
} from '../src/lib/take-downs/words.ts';

test('every code of the ledger has words', () => {
  const said = [
    ...KINDS.map(kindWords),
    ...GROUNDS.map(groundWords),
    ...[...DEMANDED_BY, ...DECIDED_BY].map(byWords),
    ...RESTORE_GROUNDS.map(restoredWords),
  ];
  expect(said.filter((words) => /^[a-z-]+$/.test(words))).toEqual([]);
});

test('forms and filters offer what the ledger knows, in its order', () => {
  // Pages take only types from modules, so the codes stand there once more.
  expect([KINDS, GROUNDS, DEMANDED_BY, DECIDED_BY, RESTORE_GROUNDS]).toEqual([
    TAKEN_KINDS,
    TAKE_DOWN_GROUNDS,
    DEMANDING,
    DECIDING,
    RESTORING,
  ]);
});

test('as CSV: days, words, and nothing that runs in a spreadsheet', () => {
  const [head, line] = ledgerCsv([
    {
      kind: 'story',
      ground: 'court-ruling',
      demandedBy: 'clinic',
      decidedBy: 'court',
      decider: '=Тверской районный суд',
      decisionNumber: '2-17/2026',
      decisionDate: '2026-06-01',
      takenAt: new Date('2026-06-10T09:17:23Z'),
      restoredAt: null,
      restoreGround: null,
      number: '26-000001-0',
      clinic: { nameRu: 'Поликлиника № 1' },
    },
  ]).split('\r\n');
  expect(line!.split(';')).toHaveLength(head!.split(';').length);
  expect(line).toContain('"2026-06-10";"Рассказ автора";"Решение суда";"Клиника";"Суд"');
  expect(line).toContain(`"'=Тверской районный суд";"2-17/2026";"2026-06-01"`);
});
