import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { RepresentationRule } from '@otklik/registry';
import { monthsBefore, periodOf } from '../src/model/attached.ts';
import { channelFor, normalisePhone, type Channel } from '../src/model/channels.ts';
import { partsOf } from '../src/model/parts.ts';
import { isStopWord } from '../src/model/posted.ts';
import { whoseOf, type Told } from '../src/model/whose.ts';
import { invitationMessage } from '../src/message.ts';

describe('a text message', () => {
  test('costs a part a 70 Cyrillic signs, 67 in each of several; 160 and 153 of the GSM alphabet', () => {
    const parts = (sign: string, n: number) => partsOf(sign.repeat(n));
    expect([parts('я', 70), parts('я', 71), parts('я', 134), parts('я', 135)]).toEqual([
      1, 2, 2, 3,
    ]);
    expect([parts('a', 160), parts('a', 161), parts('a', 306), parts('a', 307)]).toEqual([
      1, 2, 2, 3,
    ]);
    // Two places each: an escape before it, or a pair of surrogates.
    expect([parts('€', 80), parts('€', 81)]).toEqual([1, 2]);
    expect([parts('🙂', 35), parts('🙂', 36)]).toEqual([1, 2]);
    expect(partsOf(`${'a'.repeat(80)}я`)).toBe(2);
  });

  test('to anybody takes two parts at most, and a place is named only where it costs nothing', () => {
    const waiting = (over: object) =>
      ({
        id: 'm',
        to: '+7',
        channel: 'sms',
        audience: 'adult',
        form_kind: 'visit',
        service_code: 'doctor-visit',
        place_en: null,
        place_ru: 'Поликлиника № 5',
        locale: 'ru',
        ...over,
      }) as unknown as Parameters<typeof invitationMessage>[1];
    const app = { settings: { publicUrl: 'https://otklik.example.org', demo: true } };
    const text = (over: object) => invitationMessage(app, waiting(over), 't'.repeat(43)).text;
    expect(text({})).toContain('Поликлиника № 5');
    expect(text({ place_ru: 'О'.repeat(60) })).not.toContain('ООО');
    for (const over of [
      {},
      { audience: 'parent' },
      { form_kind: 'access' },
      { place_ru: 'О'.repeat(60) },
    ]) {
      expect(partsOf(text(over))).toBeLessThanOrEqual(2);
      expect(partsOf(text({ ...over, locale: 'en' }))).toBeLessThanOrEqual(2);
      expect(text(over)).toContain(`/survey/${'t'.repeat(43)}`);
    }
    expect(text({ audience: 'parent' })).toContain('с ребёнком');
  });

  test.each([
    ['СТОП', true],
    [' стоп. ', true],
    ['Stop all', true],
    ['отписаться', true],
    ['Стоп всё', true],
    ['Не стоп', false],
    ['стоп, а как записаться?', false],
    ['стоп все равно приду', false],
    ['спасибо', false],
    ['', false],
  ])('«%s» stops: %s', (text, stops) => {
    expect(isStopWord(text)).toBe(stops);
  });

  test.each([
    ['8 (916) 123-45-67', '+79161234567'],
    ['+7 916 123 45 67', '+79161234567'],
    ['+4915112345678', '+4915112345678'],
    ['916 123 45 67', null],
    ['+79', null],
  ])('a number %s', (typed, kept) => {
    expect(normalisePhone(typed)).toBe(kept);
  });
});

test('somebody is written to by the way they prefer, else by the first that is open', () => {
  const all: Channel[] = ['mail', 'sms', 'messenger'];
  const way = (open: Channel[], prefers: Channel | null, allowed = all) =>
    channelFor(new Set(open), prefers, allowed);
  expect(way(['mail', 'sms'], null)).toBe('mail');
  expect(way(['mail', 'sms'], 'sms')).toBe('sms');
  expect(way(['messenger', 'sms'], null)).toBe('sms');
  expect(way(['mail'], 'sms')).toBe('mail');
  expect(way(['sms'], 'sms', ['mail'])).toBeNull();
  expect(way([], 'mail')).toBeNull();
});

describe('whose visit it was', () => {
  const bundled = JSON.parse(
    readFileSync(
      new URL('../../complaints/data/representation-ru-mow.json', import.meta.url),
      'utf8',
    ),
  ) as { rules: Omit<RepresentationRule, 'validTo'>[] };
  const rules = bundled.rules.map((rule) => ({ validTo: null, ...rule }));
  const ages = { rules, day: '2026-06-09', childAge: 18 };
  const told = (over: Partial<Told>): Told => ({
    contact: { email: 'own@example.org' },
    parent: { email: 'parent@example.org', phone: '+79160000001' },
    flags: ['consent', 'parent-consent'],
    ...over,
  });
  const asked = (over: Partial<Told>, by = ages) => {
    const whose = whoseOf(told(over), by);
    return 'refused' in whose
      ? `${whose.audience} ${whose.refused}`
      : `${whose.audience} ${Object.values(whose.contact).join(' ')}`;
  };

  test('follows from the age, by the rules of filing for a child', () => {
    expect(asked({ age: 0 })).toBe('parent parent@example.org');
    expect(asked({ age: 14 })).toBe('parent parent@example.org');
    expect(asked({ age: 15 })).toBe('young own@example.org');
    expect(asked({ age: 17 })).toBe('young own@example.org');
    expect(asked({ age: 18 })).toBe('adult own@example.org');
    expect(asked({})).toBe('adult own@example.org');
    // Of a year alone it is the youngest that they can be.
    expect(asked({ birthYear: 2011 })).toBe('parent parent@example.org');
    expect(asked({ birthYear: 2008 })).toBe('young own@example.org');
  });

  test('changes with the rule of the day', () => {
    const later = rules.map((rule) =>
      rule.code === 'parent-of-a-child' ? { ...rule, validFrom: '2026-06-01', ageBelow: 14 } : rule,
    );
    const teen = later.map((rule) =>
      rule.code === 'parent-of-a-teenager' ? { ...rule, ageFrom: 14 } : rule,
    );
    expect(asked({ age: 14 }, { ...ages, rules: teen })).toBe('young own@example.org');
    expect(asked({ age: 14 }, { ...ages, rules: [] })).toBe('parent parent@example.org');
    expect(asked({ age: 17 }, { ...ages, rules: [] })).toBe('parent parent@example.org');
  });

  test('a child is never written to, nor a young person by a parent’s address', () => {
    expect(asked({ age: 9, parent: undefined })).toBe('parent no-address');
    expect(asked({ age: 16, flags: ['consent', 'representative'] })).toBe('young no-address');
    expect(asked({ age: 9, flags: ['consent', 'representative'] })).toBe('parent own@example.org');
  });

  test('by what was agreed to, way by way', () => {
    expect(asked({ age: 9, flags: ['consent'] })).toBe('parent no-consent');
    expect(asked({ age: 9, flags: ['parent-consent-sms'] })).toBe('parent +79160000001');
    expect(
      asked({
        contact: { email: 'own@example.org', phone: '8 916 000 00 02' },
        flags: ['consent-sms'],
      }),
    ).toBe('adult +79160000002');
  });
});

test('periods begin with January, and months are counted from their first day', () => {
  expect(['2026-01-31', '2026-06-30', '2026-12-01'].map((day) => periodOf(day, 3))).toEqual([
    '2026-01-01',
    '2026-04-01',
    '2026-10-01',
  ]);
  expect(monthsBefore('2026-04-01', 12)).toBe('2025-04-01');
});
