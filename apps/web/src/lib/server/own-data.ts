import { m } from '@otklik/i18n';
import { isAppError } from '@otklik/kernel';
import { fail } from '@sveltejs/kit';
import { refusedForm } from './form-errors.ts';
import { zipOf, type ZipEntry } from './zip.ts';

/** A refused erasure in words of its own: what stands in the way, and until when. */
export function refusedErasure(thrown: unknown) {
  const reason = isAppError(thrown) ? thrown.data['reason'] : undefined;
  const words: Record<string, () => string> = {
    'legal-hold': m.complaints_own_held,
    'appeal-runs': m.complaints_own_appeal_runs,
    'works-here': m.complaints_own_works_here,
  };
  const said = typeof reason === 'string' ? words[reason] : undefined;
  if (said && isAppError(thrown))
    return fail(thrown.status, { problems: [{ text: said() }], typed: {} });
  return refusedForm(thrown, {}, { agreed: { label: m.complaints_own_agree(), kind: 'choice' } });
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A plain page anybody can read without a program: headings, words, and the rest as it is kept. */
function pageOf(
  all: Awaited<ReturnType<App.Locals['services']['complaints']['exportOwn']>>,
): string {
  const parts = all.cases.map(
    (one) => `<h2>${escaped(one.number)}: ${escaped(one.topic.ru)}</h2>
<p>${escaped(one.clinic.name)}, ${one.openedAt.toISOString().slice(0, 10)}, ${one.state}</p>
<h3>${m.complaints_details_story()}</h3><p class="t">${escaped(one.words.original ?? '')}</p>
${one.words.private ? `<h3>${m.complaints_details_private()}</h3><p class="t">${escaped(one.words.private)}</p>` : ''}
${one.answers.map((answer) => `<h3>${m.complaints_case_answer()}</h3><p class="t">${escaped(answer.text ?? '')}</p>`).join('')}
${one.photos.map((photo) => `<p><img alt="" width="400" src="photos/${photo.id}.jpg"></p>`).join('')}`,
  );
  return `<!doctype html><meta charset="utf-8"><title>${m.complaints_own_data_title()}</title>
<style>.t{white-space:pre-line}</style><h1>${m.complaints_own_data_title()}</h1>${parts.join('')}`;
}

/** Null for a photo that went while the archive was made. */
async function bytesOf({ services, actor }: App.Locals, id: string): Promise<Uint8Array | null> {
  try {
    return (await services.readPhoto(actor, { id })).bytes;
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not-found') return null;
    throw thrown;
  }
}

interface Numbered {
  readonly number: string;
}

/** Beside each case what other modules keep of it. */
export const withParts = <One extends Numbered, Taken extends Numbered, Joined extends Numbered>(
  cases: readonly One[],
  taken: readonly Taken[],
  joined: readonly Joined[],
) =>
  cases.map((one) => ({
    ...one,
    /** Who wrote it down for the author, and whom the hotline tells; null for one filed alone. */
    assisted: taken.find(({ number }) => number === one.number) ?? null,
    /** The systemic case that it belongs to, with its plan; null where there is none. */
    systemic: joined.find(({ number }) => number === one.number) ?? null,
  }));

/** Everything kept of whoever asks as one archive: `data.json`, `index.html` and the photos. */
export async function archiveOf(locals: App.Locals): Promise<Buffer> {
  const { services, actor } = locals;
  const own = await services.complaints.exportOwn(actor, {});
  const taken = await services.assisted.exportOwn(actor, {});
  const joined = await services.systemic.exportOwn(actor, {});
  const all = { ...own, cases: withParts(own.cases, taken, joined) };
  const sessions = actor.kind === 'person' ? await services.accounts.mySessions(actor, {}) : [];
  const { subscriptions } =
    actor.kind === 'person'
      ? await services.subscriptions.listMine(actor, {})
      : { subscriptions: [] };
  const surveys = actor.kind === 'person' ? await services.surveys.listOwn(actor, {}) : null;
  const referrals = actor.kind === 'person' ? await services.guarantees.exportOwn(actor, {}) : [];
  const data = { ...all, sessions, subscriptions, surveys, referrals };
  const files: ZipEntry[] = [
    { name: 'data.json', bytes: Buffer.from(JSON.stringify(data, null, 2)) },
    { name: 'index.html', bytes: Buffer.from(pageOf(all)) },
  ];
  for (const photo of all.cases.flatMap((one) => one.photos)) {
    const bytes = await bytesOf(locals, photo.id);
    if (bytes) files.push({ name: `photos/${photo.id}.jpg`, bytes });
  }
  return zipOf(files);
}
