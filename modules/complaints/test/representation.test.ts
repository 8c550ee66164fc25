import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '@otklik/kernel';
import { proven, staff, useInstallation, visitor } from '../../../tests/support/installation.ts';
import {
  ageOn,
  judgeForWhom,
  rulesOn,
  type ForWhom,
  type RepresentationRule,
} from '../src/model/representation.ts';
import { assistedRows, CAME } from '../src/model/statistics/assisted.ts';

const house = useInstallation();
const region = { kind: 'region' } as const;
const moderator = staff(newId(), { role: 'moderator', reach: region });
const executor = staff(newId(), { role: 'executor', reach: region });
const administrator = proven(staff(newId(), { role: 'administrator', reach: region }));
const bundled = JSON.parse(
  readFileSync(new URL('../data/representation-ru-mow.json', import.meta.url), 'utf8'),
) as { rules: (Omit<RepresentationRule, 'validTo'> & { verified: boolean })[] };
const RULES: RepresentationRule[] = bundled.rules.map((rule) => ({ ...rule, validTo: null }));
const TODAY = '2026-06-10';
const judged = (whom: ForWhom, today = TODAY, shown = false, rules = RULES) =>
  judgeForWhom(rules, whom, today, shown);
const codeOf = (found: ReturnType<typeof judged>) =>
  found.found?.rule_code ?? `${found.issues[0]?.path}: ${found.issues[0]?.code}`;

describe('age', () => {
  test.each([
    ['2011-06-10', '2026-06-10', 15],
    ['2011-06-11', '2026-06-10', 14],
    ['2026-06-10', '2026-06-10', 0],
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2008-02-29', '2028-02-29', 20],
    ['2027-01-01', '2026-06-10', -1],
  ])('born %s, on %s', (born, today, age) => {
    expect(ageOn(born, today)).toBe(age);
  });

  test('grows by one from birthday to birthday, never falls', () => {
    const day = fc
      .date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, day, (born, one, other) => {
        const [earlier, later] = one < other ? [one, other] : [other, one];
        expect(ageOn(born, earlier)).toBeLessThanOrEqual(ageOn(born, later));
      }),
    );
  });
});

describe('rules of representation', () => {
  test('those that come with the program were not checked, and cover each relation', () => {
    expect(bundled.rules.map(({ verified }) => verified)).not.toContain(true);
    expect(new Set(bundled.rules.map(({ relation }) => relation)).size).toBe(3);
  });

  test('a parent of a child, of a teenager who agrees, and of nobody grown up', () => {
    const parent = (bornOn: string, consent?: boolean) => ({
      relation: 'parent' as const,
      bornOn,
      consent,
    });
    expect(codeOf(judged(parent('2019-01-01')))).toBe('parent-of-a-child');
    // Fifteen today: from today on the teenager is asked.
    expect(codeOf(judged(parent('2011-06-11')))).toBe('parent-of-a-child');
    expect(codeOf(judged(parent('2011-06-10')))).toBe('forWhom.consent: consent-required');
    expect(codeOf(judged(parent('2011-06-10', true)))).toBe('parent-of-a-teenager');
    expect(codeOf(judged(parent('2008-06-10', true)))).toBe(
      'forWhom.relation: no-rule-for-this-age',
    );
    expect(codeOf(judged(parent('2026-06-11')))).toBe('forWhom.bornOn: in-the-future');
  });

  test('a paper is asked for before a clerk alone, and counts there alone', () => {
    const guardian = { relation: 'guardian', bornOn: '2019-01-01' } as const;
    expect(judged(guardian).found).toMatchObject({ papers_seen: false });
    expect(judged({ ...guardian, papersSeen: true }).found).toMatchObject({ papers_seen: false });
    expect(codeOf(judged(guardian, TODAY, true))).toBe('forWhom.papersSeen: paper-required');
    expect(judged({ ...guardian, papersSeen: true }, TODAY, true).found).toMatchObject({
      papers_seen: true,
    });
  });

  test('a rule that changes tomorrow holds from tomorrow, one that ended not at all', () => {
    const [child] = RULES;
    const tomorrow = { ...child!, validFrom: '2026-06-11', ageBelow: 7 };
    const ended = { ...child!, code: 'former', validTo: '2026-06-09' };
    const rules = [child!, tomorrow, ended];
    const born = { relation: 'parent', bornOn: '2016-01-01' } as const;
    expect(codeOf(judged(born, '2026-06-10', false, rules))).toBe('parent-of-a-child');
    expect(codeOf(judged(born, '2026-06-11', false, rules))).toBe(
      'forWhom.relation: no-rule-for-this-age',
    );
    expect(rulesOn(rules, '2026-06-09').map(({ code }) => code)).toEqual([child!.code, 'former']);
    expect(rulesOn(rules, '2026-06-10').map(({ code }) => code)).toEqual([child!.code]);
  });
});

describe('filing for a child', () => {
  const form = (over: Record<string, unknown> = {}) => ({
    clinic: 'msk-a-001-x',
    topic: 'no-shoe-covers',
    story: 'На входе нет бахил, автомат не работает уже вторую неделю.',
    facts: { seen_at: house.it.clock.now().toISOString().slice(0, 16) },
    receiptOnly: true,
    ...over,
  });
  const file = (over: Record<string, unknown>) =>
    house.it.faces.complaints.fileComplaint(visitor(newId()), form(over) as never, {
      proofOfWork: 'no-script',
    });

  test('keeps age and rule, for the moderator and the clinic, and never the birth date', async () => {
    const { faces } = house.it;
    const { number, receipt } = await file({
      forWhom: { relation: 'parent', bornOn: '2019-03-04' },
    });
    await faces.complaints.confirmReceipt(visitor(), { receipt });
    const seen = { relation: 'parent', subject: 'child', age_years: 7, papersSeen: false };
    const ask = (actor: Parameters<typeof faces.complaints.getRepresentation>[0]) =>
      faces.complaints.getRepresentation(actor, { number });
    expect(await ask(moderator)).toEqual(seen);
    await expect(ask(visitor())).rejects.toMatchObject({ code: 'not-found' });
    await faces.complaints.publishComplaint(moderator, { number });
    expect(await ask(executor)).toEqual(seen);
    expect(await ask(visitor())).toBeNull();
    await expect(
      file({ forWhom: { relation: 'parent', bornOn: '1990-03-04' } }),
    ).rejects.toMatchObject({
      data: { issues: [{ path: 'forWhom.relation', code: 'no-rule-for-this-age' }] },
    });
  });

  test('a region changes its rules from a day on, never for a day that was', async () => {
    const { saveRepresentationRule, listRepresentationRules } = house.it.faces.complaints;
    const rule = {
      code: 'parent-of-a-child',
      validFrom: '2026-06-11',
      relation: 'parent',
      subject: 'child',
      ageFrom: 0,
      ageBelow: 14,
      needsPaper: false,
      needsConsent: false,
      noteRu: 'До 14 лет.',
      noteEn: 'Below 14.',
      source: 'пример',
      verified: false,
    } as const;
    await saveRepresentationRule(administrator, rule);
    const { today, versions } = await listRepresentationRules(visitor(), {});
    expect(today.find(({ code }) => code === rule.code)).toMatchObject({ ageBelow: 15 });
    expect(versions.find(({ validFrom }) => validFrom === '2026-06-11')).toMatchObject({
      ageBelow: 14,
    });
    await expect(
      saveRepresentationRule(administrator, { ...rule, validFrom: '2026-06-09' }),
    ).rejects.toMatchObject({ data: { issues: [{ path: 'validFrom' }] } });
    await expect(saveRepresentationRule(moderator, rule)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      saveRepresentationRule(administrator, { ...rule, ageFrom: 14 }),
    ).rejects.toMatchObject({ data: { issues: [{ path: 'ageBelow' }] } });
  });
});

describe('the published share', () => {
  const least = { cells_min: 5, percentages_min: 10 };
  const tally = (month: string, value: string, n: number) =>
    ({ measure: 'assisted', month: `${month}-01`, value, n, timing: 'none' }) as never;

  test('counts what is left of each total as filed alone', () => {
    const found = assistedRows(
      [tally('2026-05', 'telephone', 10), tally('2026-05', 'present', 20)],
      [{ month: '2026-05', total: 100, isHidden: false }],
      least,
    );
    expect(found.months).toEqual([
      {
        month: '2026-05',
        came: { present: 20, telephone: 10, letter: 0, self: 70 },
        total: 100,
      },
    ]);
    expect(found.share).toMatchObject({ n: 100, share: 0.3 });
  });

  test('no small count shows, nor follows, nor what the table of months hides', () => {
    const months = fc.array(
      fc.record({
        came: fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12), fc.nat(30)),
        isHidden: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(months, (given) => {
        const named = given.map(({ came, isHidden }, at) => ({
          month: `2026-0${at + 1}`,
          total: came.reduce((sum, n) => sum + n, 0),
          isHidden,
          came,
        }));
        const tallies = named.flatMap(({ month, came }) =>
          CAME.slice(0, 3).map((value, at) => tally(month, value, came[at]!)),
        );
        const { months: rows } = assistedRows(tallies, named, least);
        for (const [at, row] of rows.entries()) {
          const shown = [...CAME.map((came) => row.came[came]), row.total];
          for (const count of shown) {
            expect(count === null || count === 0 || count >= least.cells_min).toBe(true);
          }
          if (named[at]!.isHidden) expect(row.total).toBeNull();
          // One hidden count alone would follow from the rest.
          expect(shown.filter((count) => count === null)).not.toHaveLength(1);
        }
      }),
    );
  });
});
