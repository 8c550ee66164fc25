import { describe, expect, test } from 'vitest';
import { dayOf } from '@otklik/cases';
import { clientFor } from '../../../tests/support/catalogue.ts';
import { useInstallation, visitor } from '../../../tests/support/installation.ts';
import { citizen, CLINIC, published, submitted, worker } from '../../desk/test/people.ts';

const house = useInstallation();
const code = (refused: string) => ({ code: refused });
const safe = () => house.it.faces.safeguards;

describe('a contact for one case', () => {
  test('is read by the clinic while it is open, and the author sees who read it', async () => {
    const author = await citizen(house.it, 'author@example.org');
    const moderator = await worker(house.it, 'moderator@example.org', 'moderator');
    const executor = await worker(house.it, 'executor@example.org', 'executor');
    const number = await published(house.it, author, moderator);
    const { complaints } = house.it.faces;

    await expect(safe().readContact(executor, { number })).rejects.toMatchObject(code('not-found'));
    await safe().openContact(author, { number, telephone: '8 (495) 000-11-22 доб. 5' });
    expect(await safe().getSafeguards(executor, { number })).toMatchObject({
      eye: 'clinic',
      contact: null,
      // The day and no more: an author may have left no address.
      openSince: dayOf(house.it.clock.now()),
      reports: [],
    });
    // Who answers for the clinic and wrote the message reads it as its author alone.
    const both = { ...author, grants: executor.grants };
    await expect(safe().readContact(both, { number })).rejects.toMatchObject(code('forbidden'));
    const looksBefore = (await complaints.listLooks(author, {})).looks;
    expect(looksBefore.filter(({ what }) => what === 'contact')).toEqual([]);
    expect(await safe().readContact(executor, { number })).toEqual({
      telephone: '8 (495) 000-11-22 доб. 5',
    });
    const looks = (await complaints.listLooks(author, {})).looks;
    expect(looks.filter(({ what }) => what === 'contact')).toMatchObject([
      { number, roles: ['executor'] },
    ]);

    // Opened anew it is replaced; closed it is gone, for the clinic and from the table.
    await safe().openContact(author, { number, email: 'write-me@example.org' });
    expect(await safe().readContact(executor, { number })).toEqual({
      email: 'write-me@example.org',
    });
    await safe().closeContact(author, { number });
    await expect(safe().readContact(executor, { number })).rejects.toMatchObject(code('not-found'));
    await expect(safe().closeContact(author, { number })).rejects.toMatchObject(
      code('already-done'),
    );
    const boss = await clientFor(house.it.superUrl);
    const { rows } = await boss.query('select contact_sealed from opened_contacts');
    await boss.end();
    expect(rows).toEqual([{ contact_sealed: null }, { contact_sealed: null }]);
  });

  test('is no business of the region, of another clinic, of the public or of an interface', async () => {
    const author = await citizen(house.it, 'r-author@example.org');
    const moderator = await worker(house.it, 'r-moderator@example.org', 'moderator');
    const controller = await worker(house.it, 'r-controller@example.org', 'controller');
    const elsewhere = await worker(house.it, 'r-far@example.org', 'executor', 'msk-a-002-y');
    const number = await published(house.it, author, moderator);
    await safe().openContact(author, { number, email: 'secret-address@example.org' });
    for (const actor of [moderator, controller, elsewhere, author])
      await expect(safe().readContact(actor, { number })).rejects.toMatchObject(code('forbidden'));
    await expect(safe().readContact(visitor(), { number })).rejects.toMatchObject(
      code('sign-in-required'),
    );
    for (const actor of [visitor(), moderator, elsewhere]) {
      const shown = await house.it.faces.complaints.getComplaint(actor, { number });
      expect(JSON.stringify(shown)).not.toContain('secret-address');
    }
    expect(
      JSON.stringify(
        await house.it.faces.complaints.exportOwn(
          { ...author, provenAt: house.it.clock.now() },
          {},
        ),
      ),
    ).toContain('secret-address@example.org');
  });

  test('opened before publication waits for it, and ends with a withdrawal', async () => {
    const author = await citizen(house.it, 'w-author@example.org');
    const moderator = await worker(house.it, 'w-moderator@example.org', 'moderator');
    const executor = await worker(house.it, 'w-executor@example.org', 'executor');
    const number = await submitted(house.it, author);
    await safe().openContact(author, { number, telephone: '1234567' });
    await expect(safe().readContact(executor, { number })).rejects.toMatchObject(code('not-found'));
    await house.it.faces.complaints.publishComplaint(moderator, { number });
    expect(await safe().readContact(executor, { number })).toEqual({ telephone: '1234567' });
    await house.it.faces.cases.withdrawCase(author, { number });
    await expect(safe().readContact(executor, { number })).rejects.toBeTruthy();
  });

  test('stays with whom it was opened to: another clinic, another body and the former clinic read nothing', async () => {
    const { cases } = house.it.faces;
    const author = await citizen(house.it, 'm-author@example.org');
    const moderator = await worker(house.it, 'm-moderator@example.org', 'moderator');
    const coordinator = await worker(house.it, 'm-coordinator@example.org', 'coordinator');
    const former = await worker(house.it, 'm-former@example.org', 'executor');
    const { clinics } = await house.it.faces.registry.findClinics(visitor(), { limit: 5 });
    const other = clinics.find(({ code: one }) => one !== CLINIC)!.code;
    const latter = await worker(house.it, 'm-latter@example.org', 'executor', other);
    const number = await published(house.it, author, moderator);
    const contact = { number, telephone: '1234567' };
    const own = () => safe().getSafeguards(author, { number });
    await safe().openContact(author, contact);
    await cases.rerouteCase(coordinator, { number, clinic: other });
    for (const executor of [former, latter])
      await expect(safe().readContact(executor, { number })).rejects.toBeTruthy();
    // Its author is told, and opens it to the new one or does not.
    expect(await own()).toMatchObject({
      openSince: null,
      contact: null,
      movedAt: house.it.clock.now(),
    });
    await safe().openContact(author, contact);
    expect(await own()).toMatchObject({ movedAt: null, contact: { telephone: '1234567' } });
    expect(await safe().readContact(latter, { number })).toEqual({ telephone: '1234567' });
    await expect(safe().readContact(former, { number })).rejects.toBeTruthy();

    await cases.redirectCase(coordinator, {
      number,
      reason: 'not-our-competence',
      body: 'district-administration',
    });
    await expect(safe().readContact(latter, { number })).rejects.toMatchObject(code('forbidden'));
    await expect(safe().openContact(author, contact)).rejects.toMatchObject(
      code('move-impossible'),
    );
    await cases.refuseRedirect(author, { number, note: 'Бахилы выдаёт клиника.' });
    await expect(safe().readContact(latter, { number })).rejects.toMatchObject(code('not-found'));
    expect((await own()).movedAt).toEqual(house.it.clock.now());
  });

  test('must be something to reach a person by, and only the author opens one', async () => {
    const author = await citizen(house.it, 'i-author@example.org');
    const stranger = await citizen(house.it, 'i-stranger@example.org');
    const number = await submitted(house.it, author);
    for (const given of [{}, { telephone: 'позвоните мне' }, { telephone: '12' }, { email: 'я' }])
      await expect(safe().openContact(author, { number, ...given })).rejects.toMatchObject(
        code('invalid-input'),
      );
    await expect(
      safe().openContact(stranger, { number, telephone: '1234567' }),
    ).rejects.toMatchObject(code('not-found'));
  });
});
