import type { DraftContent } from '@otklik/complaints';
import { localizePath, m } from '@otklik/i18n';
import { fail, redirect } from '@sveltejs/kit';
import { controlsOf, factsFor, factsOf } from '#lib/complaints/facts.ts';
import { nextPath } from '#lib/complaints/steps.ts';
import { filer } from '#lib/server/complaint-cookies.ts';
import { draftInProgress, readDraft, writeDraft } from '#lib/server/complaint-draft.ts';
import { formOrWords, textIn as textOf } from '#lib/server/form-body.ts';
import { problemsOfIssues, refusedForm, type Controls } from '#lib/server/form-errors.ts';
import { boxesOf, NAMED_BOXES, namedFrom, postLabel } from '#lib/complaints/named.ts';
import { similarTo } from '#lib/server/similar.ts';
import { orErrorPage } from '#lib/server/registry.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals, url } = event;
  const { content } = await draftInProgress(event);
  const { clinic, topic } = content;
  const judged = await orErrorPage(
    locals.services.complaints.checkComplaint(filer(locals.actor), { clinic, topic }),
  );
  const posts = judged.clinic
    ? await locals.services.namedStaff.listPosts(filer(locals.actor), {
        clinic: judged.clinic.code,
      })
    : [];
  return {
    posts: posts.map(postLabel),
    clinic: judged.clinic && { nameRu: judged.clinic.nameRu, nameEn: judged.clinic.nameEn },
    topic: judged.topic,
    objects: judged.objects,
    content,
    from_check: url.searchParams.has('check'),
    emergency: (await locals.services.complaints.getLanes(locals.actor, {})).emergency,
  };
};

export const actions: Actions = {
  default: async (event) => {
    const { request, locals, url } = event;
    // Words beyond any measure are judged like others: too long, and still there.
    const { form } = await formOrWords(request);
    const draft = await readDraft(event);
    const before = {
      ...draft.content,
      clinic: draft.content.clinic ?? textOf(form, 'clinic'),
      topic: draft.content.topic ?? textOf(form, 'topic'),
    };
    const actor = filer(locals.actor);
    const story = textOf(form, 'story');
    const words = textOf(form, 'private');
    const { clinic, topic } = before;
    const named = NAMED_BOXES.map((box) => textOf(form, box).trim()).filter(
      (words) => words !== '',
    );
    const object = textOf(form, 'object');
    const bare = { story, private: words, named, object, facts: before.facts ?? {} };
    let found;
    try {
      found = await locals.services.complaints.checkComplaint(actor, { clinic, topic });
    } catch (thrown) {
      // Whatever refused: the story is kept for tomorrow where that can be, and stands on the page anyway.
      const kept = { ...before, story, private: words || undefined };
      await writeDraft(event, draft, kept).catch(() => undefined);
      return refusedForm(thrown, bare, storyControls(controlsOf([])));
    }
    const fields = found.topic?.fields ?? [];
    const facts = factsOf(form, fields);
    const typed = { ...bare, facts };
    const controls = controlsOf(fields);
    const content: DraftContent = {
      ...before,
      // Answers to another topic's questions stay: people change their minds twice.
      facts: { ...without(before.facts, factsFor(before.facts, fields)), ...facts },
      story,
      private: words || undefined,
      object: objectFrom(object),
      named: undefined,
    };
    try {
      if (named.length > 0) {
        const code = found.clinic?.code;
        const posts = code
          ? await locals.services.namedStaff.listPosts(actor, { clinic: code })
          : [];
        content.named = named.map((words) => namedFrom(words, posts));
      }
      const judged = await locals.services.complaints.checkComplaint(actor, { ...content, facts });
      // Numbers to call come before anything is kept: what sounds like danger is written on the second press.
      if (judged.danger && textOf(form, 'danger_seen') !== 'yes')
        return { problems: [], typed, danger: true as const };
      // Kept before it is refused: even a refused page is found again tomorrow.
      await writeDraft(event, draft, content);
      const issues = judged.issues.filter(
        ({ path }) =>
          path.startsWith('facts') ||
          path === 'story' ||
          path === 'private' ||
          path === 'object' ||
          path.startsWith('named'),
      );
      if (issues.length)
        return fail(422, {
          problems: problemsOfIssues(issues, controls),
          typed,
        });
    } catch (thrown) {
      return refusedForm(thrown, typed, storyControls(controls));
    }
    const from_check = url.searchParams.has('check');
    const is_like = !from_check && (await similarTo(locals, { ...content, facts })).length > 0;
    if (is_like) redirect(303, localizePath('/complaints/new/similar', locals.locale));
    const next = nextPath('details', actor.kind === 'person', from_check);
    redirect(303, localizePath(next, locals.locale));
  },
};

/** The same words for what a draft refuses, told at the same boxes. */
const storyControls = (controls: ReturnType<typeof controlsOf>): Controls => ({
  'content.story': { ...controls['story']!, field: 'story' },
  ...boxesOf(m.confidence_named_question(), 'content.'),
  'content.private': { ...controls['private']!, field: 'private' },
});

type Facts = NonNullable<DraftContent['facts']>;
const without = (facts: Facts | undefined, own: Facts): Facts =>
  Object.fromEntries(Object.entries(facts ?? {}).filter(([code]) => !(code in own)));

/** What was chosen of the clinic's objects; anything else counts as not chosen. */
const objectFrom = (value: string): DraftContent['object'] =>
  value === 'unsure' || /^[0-9a-f-]{36}$/.test(value) ? value : undefined;
