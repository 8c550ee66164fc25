import { nextNumber } from '@otklik/cases';
import { newId, type Tx } from '@otklik/kernel';
import type { Clinic, Post } from '@otklik/registry';
import { publicWords } from './public-words.ts';
import { changePerson, insertPerson, peopleOf } from './store/people.ts';
import { changeThanks, insertThanks, lockThanks, placeOf } from './store/thanks.ts';

/** Invented thanks of a demonstration. */
export interface SimulatedThanks {
  readonly clinic: Clinic;
  readonly text: string;
  readonly filedAt: Date;
  /** Null while they wait for a moderator. */
  readonly publishedAt: Date | null;
  readonly whom: {
    readonly words: string;
    readonly post: Post | null;
    readonly agrees: boolean;
  } | null;
}

/** Writes invented thanks as they would stand now, by the rules of the living ones; nobody is written to. */
export async function importThanks(tx: Tx, all: readonly SimulatedThanks[]): Promise<void> {
  for (const { clinic, text, filedAt, publishedAt, whom } of all) {
    const id = newId(filedAt.getTime());
    const [data_key_id] = await tx.vault.newKeys([filedAt]);
    const number = await nextNumber(tx);
    const made = { id, data_key_id: data_key_id!, filed_at: filedAt };
    await insertThanks(tx, {
      ...made,
      number,
      clinic_id: clinic.id,
      organisation_id: clinic.organisationId,
      district_id: clinic.districtId,
      okrug_id: clinic.okrugId,
      zone: clinic.zone,
      text_sealed: await tx.vault.seal(made.data_key_id, placeOf('text_sealed', id), text),
      author_id: null,
      receipt_hash: null,
      danger: false,
      demo: true,
    });
    if (whom) await insertPerson(tx, made, whom.words, { post_id: whom.post?.id ?? null });
    if (!publishedAt) continue;
    const row = (await lockThanks(tx, number))!;
    for (const { row: person } of await peopleOf(tx, row))
      if (whom?.agrees && whom.post)
        await changePerson(tx, person, { consent: 'given', answered_at: publishedAt });
    await changeThanks(tx, row, {
      state: 'published',
      marked_sealed: await tx.vault.seal(made.data_key_id, placeOf('marked_sealed', id), text),
      text_public: publicWords(text, text, await peopleOf(tx, row)),
      decided_at: publishedAt,
      published_at: publishedAt,
    });
  }
}
