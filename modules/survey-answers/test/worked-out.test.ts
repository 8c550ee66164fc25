import { expect, test } from 'vitest';
import type { Log } from '@otklik/kernel';
import { readForm } from '@otklik/questionnaire';
import { workedOut } from '../src/worked-out.ts';

const CALCULATED =
  'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression';
const formWith = (expression: string) =>
  readForm({
    resourceType: 'Questionnaire',
    url: 'https://example.org/forms/sum',
    version: '1',
    status: 'active',
    item: [
      { linkId: 'a', type: 'integer' },
      {
        linkId: 'twice',
        type: 'integer',
        readOnly: true,
        extension: [
          { url: CALCULATED, valueExpression: { language: 'text/fhirpath', expression } },
        ],
      },
    ],
  });
const TYPED = [{ linkId: 'a', answer: [{ valueInteger: 4 }] }];
const lines: unknown[] = [];
const log: Log = {
  info: () => undefined,
  warn: (event, fields) => void lines.push([event, fields]),
  error: () => undefined,
};

test('a page of a draft shows what follows from what was typed', async () => {
  const form = formWith("%resource.item.where(linkId = 'a').answer.value * 2");
  expect(await workedOut(form, TYPED, log)).toContainEqual({
    linkId: 'twice',
    answer: [{ valueInteger: 8 }],
  });
  // What somebody sent in its place does not count.
  const forged = [...TYPED, { linkId: 'twice', answer: [{ valueInteger: 100 }] }];
  expect(JSON.stringify(await workedOut(form, forged, log))).not.toContain('100');
});

test('a calculation that gives nothing leaves its item empty, and the log names the item alone', async () => {
  lines.length = 0;
  const items = await workedOut(formWith("'4' / {}.broken("), TYPED, log);
  expect(items.map((item) => item['linkId'])).toEqual(['a']);
  expect(lines).toEqual([['survey-form.not-calculated', { item: 'twice' }]]);
});
