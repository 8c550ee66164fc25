import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '@otklik/kernel';
import { ensurePerson } from '@otklik/accounts';
import { confirmContact, contactFor, forgetContact } from '@otklik/notices';
import { useServing } from '../../../apps/server/test/serving.ts';
import { proven, staff } from '../../../tests/support/installation.ts';
import { CLINIC, inside, visitor } from '../../access/test/house.ts';
import { newCode, plainCode } from '../src/model/code.ts';

const serving = useServing();
const face = () => serving.it.faces.guarantees;
const DAY_ms = 86_400_000;

const citizen = (email: string): Promise<Actor> =>
  inside(serving.it, async (tx) => {
    const id = await contactFor(tx, { email, locale: 'ru' });
    await confirmContact(tx, id);
    await ensurePerson(tx, id);
    return staff(id);
  });
const personIdOf = (actor: Actor): string => (actor.kind === 'person' ? actor.personId : '');

let anna: Actor;
let boris: Actor;
let key: string;
beforeAll(async () => {
  anna = await citizen('anna-sent@example.org');
  boris = await citizen('boris-sent@example.org');
  key = await serving.key('referrals:write');
});

const send = async (rows: readonly unknown[], bearer = key) => {
  const answer = await serving.call('/api/v1/referrals', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ referrals: rows }),
  });
  const body = (await answer.json()) as { outcomes?: { outcome: string; code?: string }[] };
  return { status: answer.status, outcomes: body.outcomes ?? [] };
};
const referral = (code: string, referralId: string, more: object = {}) => ({
  code,
  referralId,
  kind: 'specialist',
  givenOn: '2026-06-05',
  specialty: 'surgeon',
  clinic: CLINIC,
  ...more,
});
const told = async (rows: readonly unknown[]) =>
  (await send(rows)).outcomes.map(({ outcome, code }) => code ?? outcome);
const ownOf = async (actor: Actor) => (await face().listOwn(actor, {})).referrals;

test('a code is read however it was typed, and is none with a letter too few', () => {
  const code = newCode();
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  const plain = plainCode(code)!;
  expect(plainCode(` ${plain.toLowerCase().slice(0, 3)} ${plain.slice(3)}`)).toBe(plain);
  expect(plainCode('OILOI-LOILO')).toBe('0110110110');
  expect(plainCode(code.slice(1))).toBeNull();
  expect(plainCode('UUUUU-UUUUU')).toBeNull();
  expect(newCode()).not.toBe(code);
});

test('a referral comes by the code its patient told, once, and follows its appointment', async () => {
  const { code } = await face().makeCode(anna, {});
  expect((await face().listOwn(anna, {})).code).not.toBeNull();
  expect(await told([referral(code.toLowerCase(), 'r-1')])).toEqual(['new']);
  const [own] = await ownOf(anna);
  expect(own).toMatchObject({
    isSent: true,
    kind: 'specialist',
    clinic: { code: CLINIC },
    judged: { clock: { lastDay: '2026-06-26' } },
  });
  expect(await ownOf(boris)).toEqual([]);
  expect(
    await told([referral(code, 'r-1'), referral(code, 'r-1', { offeredOn: '2026-06-20' })]),
  ).toEqual(['same', 'changed']);
  expect(await ownOf(anna)).toMatchObject([{ id: own!.id, offeredOn: '2026-06-20' }]);
  expect(await face().exportOwn(proven(anna), {})).toMatchObject([{ isSent: true }]);
});

test('without a code that holds nothing comes, and nobody learns why', async () => {
  const first = await face().makeCode(boris, {});
  const second = await face().makeCode(boris, {});
  expect(
    await told([
      referral(newCode(), 'b-1'),
      referral('anna-sent@example.org', 'b-1'),
      referral(first.code, 'b-1'),
      // Of a referral that somebody else has: as unknown as none.
      referral(second.code, 'r-1'),
    ]),
  ).toEqual(['unknown-code', 'unknown-code', 'unknown-code', 'unknown-code']);
  expect(await told([referral(second.code, 'b-1')])).toEqual(['new']);
  await face().dropCode(boris, {});
  expect(await told([referral(second.code, 'b-2')])).toEqual(['unknown-code']);
  const { code } = await face().makeCode(boris, {});
  serving.it.clock.advance(91 * DAY_ms);
  expect(await told([referral(code, 'b-3')])).toEqual(['unknown-code']);
  expect((await face().listOwn(boris, {})).code).toBeNull();
  serving.it.clock.advance(-91 * DAY_ms);
  expect(await ownOf(boris)).toHaveLength(1);
});

test('bad rows have their reasons and stop no good one', async () => {
  const { code } = await face().makeCode(boris, {});
  const { outcomes } = await send([
    referral(code, 'x-1', { kind: 'haircut' }),
    referral(code, 'x-2', { givenOn: '2999-01-01' }),
    referral(code, 'x-3', { specialty: 'wizard' }),
    referral(code, 'x-4', { clinic: 'nowhere-1' }),
    { code, referralId: 'x-5' },
    'row',
    referral(code, 'x-6'),
  ]);
  expect(outcomes).toEqual([
    { outcome: 'refused', code: 'invalid', fields: ['kind'] },
    { outcome: 'refused', code: 'invalid', fields: ['givenOn'] },
    { outcome: 'refused', code: 'invalid', fields: ['specialty'] },
    { outcome: 'refused', code: 'unknown-clinic' },
    { outcome: 'refused', code: 'invalid', fields: ['kind', 'givenOn'] },
    { outcome: 'refused', code: 'invalid', fields: [''] },
    { outcome: 'new' },
  ]);
});

test('what its owner removed stays removed, and erasure leaves neither code nor trace', async () => {
  const { code } = await face().makeCode(boris, {});
  const [one] = await ownOf(boris);
  await face().removeReferral(boris, { id: one!.id });
  expect(await told([referral(code, 'x-6')])).toEqual(['same']);
  expect((await ownOf(boris)).map(({ id }) => id)).not.toContain(one!.id);
  const left = () =>
    inside(serving.it, async (tx) => {
      const of = async (table: 'referral_codes' | 'referrals_taken_away' | 'referrals') =>
        (
          await tx.db
            .selectFrom(table)
            .select('person_id')
            .where('person_id', '=', personIdOf(boris))
            .execute()
        ).length;
      return [await of('referral_codes'), await of('referrals_taken_away'), await of('referrals')];
    });
  expect(await left()).toEqual([1, 1, 1]);
  await inside(serving.it, (tx) => forgetContact(tx, personIdOf(boris)));
  expect(await left()).toEqual([0, 0, 0]);
});

test('another key’s name is another referral; a key without the scope, and people, send nothing', async () => {
  const { code } = await face().makeCode(anna, {});
  const other = await serving.key('referrals:write');
  expect((await send([referral(code, 'r-1')], other)).outcomes).toEqual([{ outcome: 'new' }]);
  expect(await ownOf(anna)).toHaveLength(2);
  expect((await send([], await serving.key('visits:write'))).status).toBe(403);
  const asked = { referrals: '[]' };
  await expect(face().takeReferrals(anna, asked)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(face().takeReferrals(visitor, asked)).rejects.toMatchObject({
    code: 'sign-in-required',
  });
  const rows = Array.from({ length: 1001 }, () => 1);
  expect((await send(rows)).status).toBe(422);
});
