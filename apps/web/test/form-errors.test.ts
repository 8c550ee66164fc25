import { locales, withLocale } from '@otklik/i18n';
import { AppError, ERROR_STATUS, type ErrorCode } from '@otklik/kernel';
import { describe, expect, test } from 'vitest';
import {
  problemsOf,
  problemsOfIssues,
  refusedForm,
  wordsForCode,
} from '../src/lib/server/form-errors.ts';

const codes = Object.keys(ERROR_STATUS) as ErrorCode[];
const controls = {
  story: { label: 'Что произошло' },
  email: { label: 'Почта', kind: 'email' },
  'facts.seen_at': { label: 'Когда', kind: 'moment' },
  'facts.facility': { label: 'Что сломано', kind: 'choice' },
} as const;

describe('words of refusals', () => {
  test.each(locales)('every code has a sentence of its own, in %s', (locale) => {
    const said = withLocale(locale, () => codes.map((code) => wordsForCode(code)));
    for (const sentence of said) expect(sentence.trim().length).toBeGreaterThan(10);
    expect(new Set(said).size).toBe(codes.length);
  });

  test('the two languages differ', () => {
    for (const code of codes)
      expect(withLocale('ru', () => wordsForCode(code))).not.toBe(
        withLocale('en', () => wordsForCode(code)),
      );
  });

  test('a wait is told in minutes, rounded up', () => {
    const words = withLocale('ru', () => wordsForCode('too-many-requests', { retryAfter_s: 130 }));
    expect(words).toContain('3 мин');
  });
});

describe('issues of a form', () => {
  test('stand beside their control, one each, in the order of the controls, with the figures', () => {
    const problems = withLocale('ru', () =>
      problemsOfIssues(
        [
          { path: 'story', code: 'too_small', minimum: 20 },
          { path: 'story', code: 'invalid_format' },
          { path: 'facts.seen_at', code: 'in-the-future' },
          { path: 'facts.facility.0', code: 'not-an-option' },
          { path: 'email', code: 'invalid_format' },
        ],
        controls,
      ),
    );
    expect(problems.map((problem) => problem.field)).toEqual([
      'story',
      'email',
      'facts.seen_at',
      'facts.facility',
    ]);
    expect(problems[0]?.text).toContain('20');
    expect(problems[2]?.text).toContain('не позже');
  });

  test('of an unknown place are told in general, and only once', () => {
    const problems = problemsOfIssues(
      [
        { path: 'a', code: 'x' },
        { path: 'b', code: 'y' },
      ],
      controls,
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toHaveProperty('field');
  });
});

describe('a refused form', () => {
  test('keeps the status and all that was typed', () => {
    const typed = { story: 'Очень долгий рассказ' };
    const refused = refusedForm(new AppError('topic-closed'), typed);
    expect(refused.status).toBe(422);
    expect(refused.data.typed).toBe(typed);
    expect(refused.data.problems).toHaveLength(1);
  });

  test('is not made of our own failures', () => {
    expect(() => problemsOf(new Error('broken'))).toThrow('broken');
    expect(() => problemsOf(new AppError('internal'))).toThrow('internal');
  });

  test('reads a refusal of another copy of the class', () => {
    const foreign = Object.assign(new Error('not-found'), {
      name: 'AppError',
      code: 'not-found',
      data: {},
      status: 404,
    });
    expect(problemsOf(foreign)).toHaveLength(1);
  });
});
