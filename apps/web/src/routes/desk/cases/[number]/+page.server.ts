import type { Queue } from '@otklik/cases';
import { error } from '@sveltejs/kit';
import { contactIn } from '#lib/server/desk-contact.ts';
import { companionActions, companionsAt } from '#lib/server/desk-companions.ts';
import { leadFrom, placeIn } from '#lib/server/desk.ts';
import { asQuestion, filtersIn } from '#lib/server/desk-filters.ts';
import { insideActions, insideOf } from '#lib/server/desk-inside.ts';
import { namedActions, namedIn } from '#lib/server/desk-named.ts';
import { deedAction, proposeCuts } from '#lib/server/desk-deeds.ts';
import * as changes from '#lib/server/answer-change-deeds.ts';
import * as deeds from '#lib/server/desk-deed-list.ts';
import { appealDeeds, plainDeeds } from '#lib/server/plain-deeds.ts';
import { reportPromise } from '#lib/server/promise-deeds.ts';
import * as signing from '#lib/server/signing-deeds.ts';
import { withClinicSearch } from '#lib/server/pick-clinic.ts';
import type { Actions, PageServerLoad } from './$types';

const plainActions = Object.fromEntries(
  [...plainDeeds, ...appealDeeds].map((deed) => [
    deed.name,
    deed.name === 'reroute' ? withClinicSearch(deed) : deedAction(deed),
  ]),
);

/** Where a case waits: the queue to show beside it when the page was opened by its number alone. */
const QUEUE_OF: Readonly<Record<string, Queue>> = {
  submitted: 'moderation',
  danger: 'danger',
  appealed: 'appeals',
  planned: 'replies',
  'in-work': 'replies',
  'answer-draft': 'answers',
  disputed: 'control',
};

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { actor, services } = locals;
  const complaint = await services.complaints
    .getComplaint(actor, { number: params.number })
    .catch(leadFrom(url));
  // On the desk stand only those who work with the case: its author and the public have pages of their own.
  const { audience, state } = complaint.case;
  if (audience !== 'staff' && audience !== 'clinic') error(404, 'not-found');
  const { queues } = await parent();
  const works = (name: string | null | undefined) => queues.find(({ queue }) => queue === name);
  const count = works(url.searchParams.get('queue')) ?? works(QUEUE_OF[state]) ?? works('all');
  const filters = filtersIn(url);
  const place = { ...placeIn(url), ...filters };
  const list = count
    ? await services.desk
        .findInQueue(actor, {
          ...asQuestion(filters),
          ...placeIn(url),
          queue: count.queue,
          limit: 50,
        })
        .catch(leadFrom(url))
    : null;
  const topics = complaint.case.can.includes('change-subject')
    ? await services.complaints.listTopics(actor, {})
    : [];
  // How the answer comes about is the clinic's own business.
  const room =
    audience === 'clinic'
      ? await services.cases.getSigningRoom(actor, { number: params.number }).catch(() => null)
      : null;
  // Whoever keeps a promise is chosen from them.
  const colleagues = complaint.case.can.includes('hand-in-answer')
    ? await services.desk.listColleagues(actor, { number: params.number }).catch(() => [])
    : [];
  const { emergency } = await services.complaints.getLanes(actor, {});
  return {
    complaint,
    taken: await services.assisted.getAssistance(actor, { number: params.number }),
    whom: await services.complaints.getRepresentation(actor, { number: params.number }),
    contact: await contactIn({ locals, url }, params.number),
    systemic: await services.systemic.ofCase(actor, { number: params.number }),
    named: await namedIn({ locals, url }, params.number, complaint.clinic.code),
    companions: await companionsAt({ locals }, params.number),
    inside: await insideOf({ locals, url }, params.number),
    topics: topics.map(({ code, ru, en }) => ({ code, ru, en })),
    emergency,
    room,
    colleagues,
    count,
    place,
    list: list?.cases ?? [],
    done: url.searchParams.get('done'),
    was: url.searchParams.get('was'),
    undo: url.searchParams.get('undo'),
  };
};

export const actions: Actions = {
  publish: deedAction(deeds.publish),
  preview: deedAction(deeds.preview),
  propose: proposeCuts,
  reject: deedAction(deeds.reject),
  'publish-answer': deedAction(deeds.publishAnswer),
  return: deedAction(deeds.returnAnswer),
  answer: deedAction(signing.answer),
  write: deedAction(signing.write),
  sign: deedAction(signing.sign),
  agree: deedAction(signing.agree),
  'return-draft': deedAction(signing.returnDraft),
  'promise-report': reportPromise,
  'amend-answer': deedAction(changes.amendAnswer),
  'add-to-answer': deedAction(changes.addToAnswer),
  'settle-change': deedAction(changes.settleChange),
  decide: deedAction(deeds.decide),
  ...plainActions,
  ...insideActions,
  ...namedActions,
  ...companionActions,
};
