import { sql } from 'kysely';
import { newId, type Tx } from '@otklik/kernel';
import { readRows, type ReadFile } from '../rows/read.ts';
import { postRow } from '../rows/regional.ts';
import { putRows } from '../store/put-rows.ts';
import { keepHeld, recordImport, valuesBefore, type KeptField } from './held.ts';
import { codesToIds, storedById } from './stored.ts';
import { regionFor, reportOf, type ImportReport } from './report.ts';

/** A post to be written, its codes resolved. */
export interface PostToPut {
  readonly doctor_id: string;
  readonly clinic_id: string;
  readonly specialty_id: string;
  readonly title: string | null;
  readonly valid_from: string;
  readonly valid_to: string | null;
}

const placeOf = (post: PostToPut): string =>
  [post.doctor_id, post.clinic_id, post.specialty_id].join(' ');
const overlap = (a: PostToPut, b: PostToPut): boolean =>
  a.valid_from <= (b.valid_to ?? '9999') && b.valid_from <= (a.valid_to ?? '9999');

/** Posts by doctor, clinic, specialty and first day. Doctors, clinics and specialties come first. */
export async function importPosts(tx: Tx, payload: string, by: string): Promise<ImportReport> {
  const file = readRows('posts', payload, postRow, (row) =>
    [row.doctor, row.clinic, row.specialty, row.valid_from].join(' '),
  );
  regionFor(tx, file);
  const clinics = await codesToIds(
    tx,
    'clinics',
    file.rows.map(({ row }) => row.clinic),
  );
  const doctors = await codesToIds(
    tx,
    'doctors',
    file.rows.map(({ row }) => row.doctor),
  );
  const specialties = new Set(
    (await tx.db.selectFrom('specialties').select('id').execute()).map((row) => row.id),
  );
  const good = file.rows.filter(({ row, reject }) => {
    const known = { doctor: doctors, clinic: clinics, specialty: specialties };
    const wrong = (['doctor', 'clinic', 'specialty'] as const).find(
      (name) => !known[name].has(row[name]),
    );
    if (wrong) reject(wrong, 'unknown-reference');
    return !wrong;
  });
  const posts = good.map(({ row }) => ({
    doctor_id: doctors.get(row.doctor)!,
    clinic_id: clinics.get(row.clinic)!,
    specialty_id: row.specialty,
    title: row.title ?? null,
    valid_from: row.valid_from,
    valid_to: row.valid_to ?? null,
  }));
  const free = await withoutOverlaps(tx, posts, (at) => good[at]!.reject('valid_from', 'overlaps'));
  const { result, kept } = await putPosts(
    tx,
    free.map((at) => posts[at]!),
    by,
  );
  const rows = free.map((at) => good[at]!);
  return reportOf({ ...file, rows } satisfies ReadFile<unknown>, result, kept);
}

async function heldBy(tx: Tx, posts: readonly PostToPut[]) {
  return tx.db
    .selectFrom('posts')
    .selectAll()
    .where(
      'doctor_id',
      '=',
      sql<string>`any(${[...new Set(posts.map((p) => p.doctor_id))]}::uuid[])`,
    )
    .execute();
}

/** Places of those that overlap neither what is stored nor an earlier row of the file. */
async function withoutOverlaps(
  tx: Tx,
  posts: readonly PostToPut[],
  reject: (at: number) => void,
): Promise<number[]> {
  const taken = Map.groupBy<string, PostToPut>(await heldBy(tx, posts), placeOf);
  return posts.flatMap((post, at) => {
    const others = taken.get(placeOf(post)) ?? [];
    // The row of the same first day is this very post, changed.
    if (others.some((other) => other.valid_from !== post.valid_from && overlap(other, post))) {
      reject(at);
      return [];
    }
    taken.set(placeOf(post), [...others.filter((o) => o.valid_from !== post.valid_from), post]);
    return [at];
  });
}

/** Writes posts, each known by who, where, as what and since when. */
export async function putPosts(
  tx: Tx,
  posts: readonly PostToPut[],
  by: string,
): Promise<{ result: Awaited<ReturnType<typeof putRows<PostRow>>>; kept: KeptField[] }> {
  const region_id = regionFor(tx, { file: {} });
  const keyOf = (post: PostToPut): string => `${placeOf(post)} ${post.valid_from}`;
  const known = new Map((await heldBy(tx, posts)).map((row) => [keyOf(row), row.id]));
  const read = posts.map((post) => ({
    region_id,
    id: known.get(keyOf(post)) ?? newId(tx.now.getTime()),
    ...post,
  }));
  const ids = read.map((row) => row.id);
  const stored = await storedById<PostRow>(tx, 'posts', ids);
  const { rows, kept } = await keepHeld(tx, 'post', read, stored);
  const before = await valuesBefore(tx, 'post', ids);
  const result = await putRows<PostRow>(tx, 'posts', ['region_id', 'id'], rows);
  await recordImport(tx, 'post', result, before, by);
  return { result, kept };
}

type PostRow = PostToPut & { readonly region_id: string; readonly id: string };
