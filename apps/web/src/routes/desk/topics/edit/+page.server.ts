import { localizePath } from '@otklik/i18n';
import { redirect } from '@sveltejs/kit';
import { leadFrom } from '#lib/server/desk.ts';
import { formOrWords } from '#lib/server/form-body.ts';
import { refusedRecord, tooLongRecord, typedOf } from '#lib/server/registry-desk.ts';
import { draftOf, rowsOf, typedOfTopic } from '#lib/server/topic-form.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const ISO_DAY = /^\d{4}-\d\d-\d\d$/;
const codeOf = (url: URL): string | undefined =>
  url.searchParams.get('code')?.slice(0, 62) || undefined;

/** The chain a new topic begins with: that of the topic that stands first. */
const NEW = { object_kind: 'clinic', routing: 'clinic', channel: 'message', position: '1000' };

async function topicFor({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>, on?: string) {
  const { complaints } = locals.services;
  const code = codeOf(url);
  const registry = await complaints.listTopicRegistry(locals.actor, {}).catch(leadFrom(url));
  const found = code
    ? await complaints.getTopic(locals.actor, { code, ...(on ? { on } : {}) }).catch(leadFrom(url))
    : null;
  return { registry, found };
}

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const on = url.searchParams.get('on') ?? '';
  const { registry, found } = await topicFor(event, ISO_DAY.test(on) ? on : undefined);
  const [first] = registry.topics;
  const terms = Object.entries(first?.terms ?? {}).flatMap(([stage, term]) => [
    [`terms.${stage}.amount`, String(term.amount)],
    [`terms.${stage}.unit`, term.unit],
    [`terms.${stage}.roll`, term.roll ?? ''],
    [`terms.${stage}.schedule`, typeof term.schedule === 'object' ? 'working-hours' : ''],
  ]);
  const typed: Record<string, string> = found?.shown
    ? typedOfTopic(found.shown)
    : { ...NEW, ...(Object.fromEntries(terms) as Record<string, string>) };
  return {
    code: codeOf(url) ?? null,
    on: ISO_DAY.test(on) ? on : null,
    is_unknown: found !== null && !found.shown,
    stages: registry.stages,
    own_stages: registry.ownStages,
    categories: registry.categories,
    version: found?.version ?? 0,
    versions: found?.versions ?? [],
    typed,
    rows: rowsOf(typed),
    done: url.searchParams.get('done'),
    now: locals.services.now(),
  };
};

async function read(event: RequestEvent) {
  const { form, is_cut } = await formOrWords(event.request);
  const typed = typedOf(form);
  const { registry, found } = await topicFor(event);
  const draft = draftOf(typed, registry.stages, found?.shown);
  return { typed, draft, rows: rowsOf(typed), is_cut };
}

export const actions: Actions = {
  preview: async (event) => {
    const { locals, url } = event;
    const { typed, draft, rows, is_cut } = await read(event);
    if (is_cut) return tooLongRecord(typed);
    try {
      const startAt = typed['startAt'] ?? '';
      const preview = await locals.services.complaints.previewTopic(locals.actor, {
        ...draft,
        startAt: startAt.slice(0, 16),
      });
      return { preview, typed, rows, problems: [], is_conflict: false };
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
  },
  more: async (event) => {
    const { typed, rows } = await read(event);
    return { typed, rows: Math.min(20, rows + 3), problems: [], is_conflict: false };
  },
  save: async (event) => {
    const { locals, url } = event;
    const { typed, draft, is_cut } = await read(event);
    if (is_cut) return tooLongRecord(typed);
    let saved;
    try {
      saved = await locals.services.complaints.saveTopic(locals.actor, {
        ...draft,
        version: typed['version'] ?? 0,
        ...(typed['validFrom'] ? { validFrom: typed['validFrom'] } : {}),
        note: typed['note'] ?? '',
      });
    } catch (thrown) {
      return refusedRecord(thrown, typed, url);
    }
    const query = new URLSearchParams({ code: saved.code, done: saved.outcome });
    redirect(303, localizePath(`/desk/topics/edit?${query}`, locals.locale));
  },
  restore: async ({ request, locals, url }) => {
    const typed = typedOf(await request.formData());
    const code = codeOf(url) ?? '';
    const { complaints } = locals.services;
    try {
      if (typed['cancel'])
        await complaints.cancelTopicVersion(locals.actor, { code, version: typed['cancel'] });
      else
        await complaints.restoreTopic(locals.actor, {
          code,
          version: typed['version'] ?? 0,
          restore: typed['restore'] ?? 0,
        });
    } catch (thrown) {
      return refusedRecord(thrown, {}, url);
    }
    const done = typed['cancel'] ? 'cancelled' : 'restored';
    redirect(
      303,
      localizePath(`/desk/topics/edit?${new URLSearchParams({ code, done })}`, locals.locale),
    );
  },
};
