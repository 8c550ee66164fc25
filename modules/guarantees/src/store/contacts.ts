import { AppError, newId, type Tx } from '@otklik/kernel';
import { regionIn } from './referrals.ts';
import './tables.ts';

const WARN_DAYS = 3;

/** Working days before the last one on which a letter warns. */
export const warnDays = async (tx: Tx): Promise<number> =>
  (
    await tx.db
      .selectFrom('guarantee_settings')
      .select('warn_working_days')
      .where('region_id', '=', regionIn(tx))
      .executeTakeFirst()
  )?.warn_working_days ?? WARN_DAYS;

export const putWarnDays = (tx: Tx, warn_working_days: number): Promise<unknown> =>
  tx.db
    .insertInto('guarantee_settings')
    .values({ region_id: regionIn(tx), warn_working_days })
    .onConflict((on) => on.column('region_id').doUpdateSet({ warn_working_days }))
    .execute();

/** Whom to ask when a term is not kept. */
export interface InsurerContact {
  readonly id: string;
  readonly kind: 'insurer' | 'fund';
  readonly nameRu: string;
  readonly nameEn: string | null;
  readonly phone: string | null;
  readonly url: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly verified: boolean;
}

const contacts = (tx: Tx) =>
  tx.db
    .selectFrom('insurer_contacts')
    .select([
      'id',
      'kind',
      'name_ru as nameRu',
      'name_en as nameEn',
      'phone',
      'url',
      'valid_from as validFrom',
      'valid_to as validTo',
      'verified',
    ])
    .where('region_id', '=', regionIn(tx))
    // The fund first: it answers whoever is insured.
    .orderBy('kind')
    .orderBy('name_ru')
    .orderBy('valid_from');

/** Rows that hold on a day. */
export const contactsOn = (tx: Tx, day: string): Promise<InsurerContact[]> =>
  contacts(tx)
    .where((is) => is.or([is('valid_from', 'is', null), is('valid_from', '<=', day)]))
    .where((is) => is.or([is('valid_to', 'is', null), is('valid_to', '>=', day)]))
    .execute();

const PAGE_contacts = 50;

/** Every row, past and coming too, page by page. */
export async function contactsPage(tx: Tx, page: number) {
  const { n } = await tx.db
    .selectFrom('insurer_contacts')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('region_id', '=', regionIn(tx))
    .executeTakeFirstOrThrow();
  const pages = Math.max(1, Math.ceil(n / PAGE_contacts));
  const shown = Math.min(page, pages);
  const rows: InsurerContact[] = await contacts(tx)
    .limit(PAGE_contacts)
    .offset((shown - 1) * PAGE_contacts)
    .execute();
  return { contacts: rows, total: n, page: shown, pages };
}

/** @returns the id @throws AppError not-found for an id that is not there */
export async function writeContact(
  tx: Tx,
  { id, ...contact }: Omit<InsurerContact, 'id'> & { readonly id?: string },
): Promise<string> {
  const row = {
    kind: contact.kind,
    name_ru: contact.nameRu,
    name_en: contact.nameEn,
    phone: contact.phone,
    url: contact.url,
    valid_from: contact.validFrom,
    valid_to: contact.validTo,
    verified: contact.verified,
    changed_at: tx.now,
  };
  if (id === undefined) {
    const made = newId(tx.now.getTime());
    const key = { region_id: regionIn(tx), id: made };
    await tx.db
      .insertInto('insurer_contacts')
      .values({ ...key, ...row })
      .execute();
    return made;
  }
  const { numUpdatedRows } = await tx.db
    .updateTable('insurer_contacts')
    .set(row)
    .where('region_id', '=', regionIn(tx))
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new AppError('not-found', { object: 'contact' });
  return id;
}
