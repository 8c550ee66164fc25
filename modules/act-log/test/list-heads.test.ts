import { expect, test } from 'vitest';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';

const house = useInstallation();

test('a visitor sees the keys before any head is signed, and asks for no more than a bounded page', async () => {
  const { actLog } = house.it.faces;
  expect(await actLog.listHeads(visitor(), {})).toEqual([]);
  const { auditKeyId, publicKeyPem } = house.it.app.ports.keys;
  expect(await actLog.listKeys(visitor(), {})).toEqual([{ id: auditKeyId, publicKeyPem }]);
  await expect(actLog.listHeads(visitor(), { limit: 10_000 })).rejects.toMatchObject({
    code: 'invalid-input',
  });
});
