import type { Tx } from '@otklik/kernel';
import { dayIn, postsAt, type ClinicFacts } from '@otklik/registry';
import { importThanks, type SimulatedThanks } from '@otklik/thanks';
import { randomOf } from './random.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const THANKS_COUNT = 36;
const WAITING_COUNT = 3;

/** Invented by hand; `{name}` is the person's surname as it stands in lists. */
const TEXTS: readonly string[] = [
  'Приняли точно по записи, всё объяснили простыми словами. Спасибо!',
  'Спасибо, что нашли окно для ребёнка с температурой в тот же день.',
  'Благодарю: врач {name} перезвонила сама и рассказала о результатах.',
  'Медсестра процедурного кабинета берёт кровь так, что дочь не заметила. Спасибо.',
  'Спасибо регистратуре: помогли маме записаться по телефону и напомнили накануне.',
  'Доктор {name} выслушала без спешки и отменила лишние таблетки.',
  'После жалобы на лифт его починили за неделю. Спасибо, что слышите.',
  'Спасибо бригаде, что приехала к дедушке в снегопад.',
  'Благодарю за чистоту и за то, что в коридоре поставили стулья.',
  'Врач {name} заметила то, что пропустили другие. Низкий поклон.',
  'Спасибо охраннику: донёс коляску до второго этажа.',
  'Приятно, когда у окна здороваются и смотрят в глаза.',
];

/** Thanks of the last weeks, the newest still waiting; some name a doctor, some of whom agreed. */
export async function seedThanks(
  tx: Tx,
  { seed, until, clinics }: { seed: number; until: Date; clinics: readonly ClinicFacts[] },
): Promise<void> {
  const random = randomOf(seed, 'thanks');
  const all: SimulatedThanks[] = [];
  for (let at = 0; at < THANKS_COUNT; at += 1) {
    const clinic = random.pick(clinics);
    const is_waiting = at < WAITING_COUNT;
    const ago_ms = is_waiting
      ? random.whole(2, 20) * HOUR_MS
      : random.whole(2, 90) * DAY_MS + random.whole(0, 9) * HOUR_MS;
    const filedAt = new Date(until.getTime() - ago_ms);
    const told = TEXTS[at % TEXTS.length]!;
    const posts = told.includes('{name}')
      ? await postsAt(tx, clinic.id, dayIn(clinic.zone, filedAt))
      : [];
    const post = posts.length > 0 ? random.pick(posts) : null;
    const name = post?.lastName ?? 'из седьмого кабинета';
    all.push({
      clinic,
      text: told.replace('{name}', name),
      filedAt,
      publishedAt: is_waiting ? null : new Date(filedAt.getTime() + random.whole(1, 23) * HOUR_MS),
      whom: post ? { words: post.lastName, post, agrees: at % 2 === 0 } : null,
    });
  }
  await importThanks(tx, all);
}
