import fc from 'fast-check';
import { AppError } from '@otklik/kernel';
import { describe, expect, test } from 'vitest';
import { toJson, toXml } from '../src/open311/markup.ts';
import { instantOf, spanOf } from '../src/open311/moments.ts';
import { parseForm } from '../src/open311/parameters.ts';
import { agree, readXml } from '../../../apps/server/test/open311-support.ts';
import { errorsAnswer, refusalFrom } from '../src/open311/refusal.ts';

const answer = (text: string | null) => ({
  root: 'service_requests' as const,
  body: [{ description: text, lat: 55.5, required: false, status_notes: '' }],
});

describe('XML and JSON', () => {
  test('say the same of any text, whatever characters it is made of', () => {
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom('<', '>', '&', '"', "'", ']', '\r', '\n', '\0', '\u000b'),
      }),
      fc.string({ unit: fc.constantFrom('\ud800', '\udfff', '\ufffe', '\uffff', 'я', ';', '#') }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const node = readXml(toXml(answer(text)));
        expect(node.name).toBe('service_requests');
        agree(node, JSON.parse(toJson(answer(text))));
      }),
    );
  });

  test('keep what can be kept, and tell what cannot', () => {
    expect(toXml(answer('a<b>&c\r\n"d"\u0001'))).toContain(
      '<description>a&lt;b&gt;&amp;c&#13;\n&quot;d&quot;\ufffd</description>',
    );
  });

  test('nothing is an empty element and null, never ""', () => {
    expect(toXml(answer(null))).toContain('<description/>');
    expect(JSON.parse(toJson(answer('')))).toEqual([
      { description: null, lat: 55.5, required: false, status_notes: null },
    ]);
    expect(toXml({ root: 'services', body: [] })).toContain('<services/>');
    expect(toJson({ root: 'services', body: [] })).toBe('[]');
    expect(toJson({ root: 'discovery', body: { lat: Number.NaN } })).toBe('{"lat":null}');
  });
});

describe('times', () => {
  test.each([
    ['2026-11-20T10:30:00+03:00', '2026-11-20T07:30:00.000Z'],
    ['2026-11-20T10:30:00 03:00', '2026-11-20T07:30:00.000Z'],
    ['2026-11-20T10:30Z', '2026-11-20T10:30:00.000Z'],
    ['2024-02-29T00:00:00.5Z', '2024-02-29T00:00:00.500Z'],
  ])('%s', (text, instant) => {
    expect(instantOf(text)?.toISOString()).toBe(instant);
  });

  test.each([
    '2026-02-29T00:00:00Z',
    '2026-13-01T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00:00',
    '2026-01-01',
    '2026-01-01T00:00:00+15:00',
    '2026-01-01T00:00:00Z ',
    'now',
  ])('%s is none', (text) => {
    expect(instantOf(text)).toBeNull();
  });

  test('a span is never longer than 90 days, whatever bounds are named', () => {
    const now = new Date('2026-11-20T00:00:00Z');
    const moment = fc.date({
      min: new Date('2020-01-01T00:00:00Z'),
      max: new Date('2030-01-01T00:00:00Z'),
      noInvalidDate: true,
    });
    const bound = fc.option(moment, { nil: null });
    fc.assert(
      fc.property(bound, bound, (start, end) => {
        const said = new URLSearchParams();
        if (start) said.set('start_date', start.toISOString());
        if (end) said.set('end_date', end.toISOString());
        const far = start && end && end.getTime() - start.getTime() > 90 * 86_400_000;
        const given = parseForm(said.toString());
        if (start && end && (far || end < start)) {
          expect(() => spanOf(given, now)).toThrow();
          return;
        }
        const { from, to } = spanOf(given, now);
        expect(to.getTime() - from.getTime()).toBeLessThanOrEqual(90 * 86_400_000);
        expect(to.getTime()).toBeGreaterThanOrEqual(from.getTime());
        if (start) expect(from).toEqual(start);
        if (end) expect(to).toEqual(end);
      }),
    );
  });
});

describe('refusals of the waist', () => {
  const story = { min: 20, max: 4000 };
  test.each([
    ['credential-invalid', 403, {}],
    ['sign-in-required', 403, {}],
    ['forbidden', 403, {}],
    ['not-found', 404, {}],
    ['topic-closed', 404, {}],
    ['unknown-reference', 404, {}],
    ['clinic-closed', 400, {}],
    ['invalid-input', 400, {}],
    ['idempotency-key-reused', 400, {}],
    ['request-in-progress', 409, { 'retry-after': '1' }],
    ['over-capacity', 503, { 'retry-after': '5' }],
    ['unavailable', 503, { 'retry-after': '5' }],
    ['internal', 500, {}],
  ] as const)('%s', (code, status, headers) => {
    const refusal = refusalFrom(new AppError(code), story);
    expect([refusal.status, refusal.headers]).toEqual([status, headers]);
    for (const locale of ['ru', 'en'] as const) {
      const { root, body } = errorsAnswer(refusal, locale);
      expect([root, body]).toEqual([
        'errors',
        [{ code: String(status), description: expect.stringMatching(/\.$/) }],
      ]);
    }
  });

  test('several issues are several errors, by the standard’s names', () => {
    const issues = [
      { path: 'story', code: 'too_small' },
      { path: 'facts.seen_at', code: 'required' },
      { path: 'clinic', code: 'invalid' },
      { path: 'email', code: 'required' },
    ];
    const refusal = refusalFrom(new AppError('invalid-input', { issues }), story);
    expect(refusal.faults).toEqual([
      { says: 'description', facts: story },
      { says: 'missing', facts: { field: 'attribute[seen_at]' } },
      { says: 'invalid', facts: { field: 'address_id' } },
      { says: 'missing', facts: { field: 'email' } },
    ]);
  });
});
