import { expect, test } from 'vitest';
import { foldCampaigns } from '../src/lib/desk/fold-campaigns.ts';
import { figuresCsv } from '../src/lib/server/watch-csv.ts';
import { figureTable, type FigureRow } from '../src/lib/watch/table.ts';
import { decisionWords, findingWords, kindWords, ruleWords } from '../src/lib/watch/words.ts';

const row: FigureRow = {
  rule: 'insult',
  shift: 'night',
  decisions: 12,
  refusals: 12,
  refusedShare: null,
  appealsDecided: 6,
  appealsGranted: 5,
  judgedAgain: 10,
  agreement: { share: 0.8, low: 0.49, high: 0.94 },
  kappa: 0.456,
  medianSeconds: 64.6,
  p90Seconds: null,
  unknownSeconds: 0,
};
const hidden: FigureRow = {
  ...row,
  rule: null,
  shift: null,
  decisions: null,
  refusals: null,
  agreement: null,
  kappa: null,
};

test('the figures are a table for a spreadsheet, and what is hidden says so', () => {
  const [head, first, second] = figuresCsv([row, hidden]).split('\r\n');
  // Of a share its two ends stand in columns of their own, as numbers.
  expect(head?.split(';')).toHaveLength(17);
  expect(head).toContain('"от, %";"до, %"');
  expect(first).toContain(';12;12;"";"";"";6;5;10;80;49;94;');
  expect(first).toContain('0.46;65;""');
  expect(second).toMatch(/;"мало";/);
  const { columns, rows } = figureTable([row, hidden]);
  expect(columns).toHaveLength(13);
  expect(rows[1]).toMatchObject({ 2: 'мало', 9: '—' });
});

test('every code of the watch has words', () => {
  const said = [
    ...['message', 'answer', 'proposal', 'appeal', 'note'].map(kindWords),
    ...[
      'publish',
      'reject',
      'return-message',
      'redirect-unpublished',
      'publish-answer',
      'return-answer',
      'publish-note',
      'refuse-note',
    ].map(decisionWords),
    ...['first-right', 'second-right', 'both-fit'].map(findingWords),
    ...['let-out', null, 'insult'].map(ruleWords),
  ];
  expect(said.filter((words) => /^[a-z-]+$/.test(words))).toEqual([]);
});

test('a campaign is one line of a queue, and danger stands for itself', () => {
  const campaign = { id: 'k', members: 37 };
  const one = (number: string, over: object = {}) => ({ number, flags: [], campaign, ...over });
  const rows = [
    one('1', { campaign: null }),
    one('2'),
    one('3', { flags: ['danger'] }),
    one('4'),
    one('5', { campaign: { id: 'other', members: 5 } }),
  ];
  expect(
    foldCampaigns(rows).map(({ campaign: of, cases }) => [
      of?.id ?? null,
      cases.map(({ number }) => number),
    ]),
  ).toEqual([
    [null, ['1']],
    ['k', ['2', '4']],
    [null, ['3']],
    [null, ['5']],
  ]);
  // Narrowed to one campaign there is nothing to fold.
  expect(foldCampaigns([one('2'), one('4')]).map(({ campaign: of }) => of)).toEqual([null, null]);
});
