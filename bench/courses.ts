import { addGrant, ensurePerson } from '@otklik/accounts';
import { newId, regionScope, type Actor, type StaffRole } from '@otklik/kernel';
import { contactFor } from '@otklik/notices';
import type { Installation } from '../apps/server/src/assemble.ts';

/** Who acts in one case: an author and staff of the case's own, since machines of limits count by person. */
export interface People {
  readonly author: Actor;
  readonly moderator: Actor;
  readonly other_moderator: Actor;
  readonly executor: Actor;
  readonly controller: Actor;
}

export interface Step {
  readonly name: string;
  /** Done to get on, measured elsewhere. */
  readonly is_way?: boolean;
  readonly run: (faces: Installation['faces'], people: People, number: string) => Promise<unknown>;
}

const DAY_MS = 86_400_000;
const WORDS = 'Разобрались: бахилы закончились в субботу, запас удвоен, автомат починен.';
const ANSWER = {
  text: WORDS,
  outcome: 'change-made',
  signerName: 'Петрова В. В.',
  signerPost: 'Заведующая филиалом',
} as const;
const NOTE = 'Бахил нет и сегодня, автомат пуст.';
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

const publish: Step = {
  name: 'publish',
  run: (faces, { moderator }, number) => faces.complaints.publishComplaint(moderator, { number }),
};
const handIn: Step = {
  name: 'hand-in-answer',
  run: (faces, { executor }, number) => faces.cases.handInAnswer(executor, { number, ...ANSWER }),
};
const publishAnswer: Step = {
  name: 'publish-answer',
  run: (faces, { moderator }, number) => faces.cases.publishAnswer(moderator, { number }),
};
const accept: Step = {
  name: 'decide-proposal',
  run: (faces, { moderator }, number) =>
    faces.cases.decideProposal(moderator, { number, finding: 'accepted' }),
};
const asWay = (step: Step): Step => ({ ...step, is_way: true });

/** Ways through the lifecycle that together make its steps, each over cases of its own. */
export const COURSES: readonly (readonly Step[])[] = [
  [
    publish,
    handIn,
    {
      name: 'return-answer',
      run: (faces, { moderator }, number) =>
        faces.cases.returnAnswer(moderator, { number, reason: 'boilerplate-only' }),
    },
    asWay(handIn),
    publishAnswer,
    {
      name: 'verdict: disputed',
      run: (faces, { author }, number) =>
        faces.cases.giveVerdict(author, { number, verdict: 'disputed', unanswered: NOTE }),
    },
    {
      name: 'decide-control',
      run: (faces, { controller }, number) =>
        faces.cases.decideControl(controller, { number, finding: 'dispute-upheld', note: NOTE }),
    },
    asWay(handIn),
    asWay(publishAnswer),
    {
      name: 'verdict: confirmed',
      run: (faces, { author }, number) =>
        faces.cases.giveVerdict(author, { number, verdict: 'confirmed' }),
    },
    {
      name: 'reopen',
      run: (faces, { author }, number) => faces.cases.reopenCase(author, { number, note: NOTE }),
    },
  ],
  [
    asWay(publish),
    {
      name: 'ask-question',
      run: (faces, { executor }, number) =>
        faces.cases.askQuestion(executor, { number, text: 'В какой день и у какого входа?' }),
    },
    accept,
    {
      name: 'answer-question',
      run: (faces, { author }, number) =>
        faces.cases.answerQuestion(author, { number, text: 'В субботу, у главного входа.' }),
    },
    {
      name: 'promise-date',
      run: (faces, { executor }, number) =>
        faces.cases.promiseDate(executor, {
          number,
          text: WORDS,
          until: inDays(14),
          signerName: ANSWER.signerName,
          signerPost: ANSWER.signerPost,
        }),
    },
    asWay(accept),
    {
      name: 'withdraw',
      run: (faces, { author }, number) => faces.cases.withdrawCase(author, { number }),
    },
  ],
  [
    {
      name: 'reject',
      run: (faces, { moderator }, number) =>
        faces.cases.rejectCase(moderator, { number, reason: 'no-facts' }),
    },
    {
      name: 'appeal-rejection',
      run: (faces, { author }, number) =>
        faces.cases.appealRejection(author, { number, note: NOTE }),
    },
    {
      name: 'decide-appeal',
      run: (faces, { other_moderator }, number) =>
        faces.cases.decideAppeal(other_moderator, { number, finding: 'granted' }),
    },
    {
      name: 'retract',
      run: (faces, { author }, number) => faces.complaints.retractComplaint(author, { number }),
    },
  ],
];

/** People of one case, known to the database: letters go to them. */
export async function peopleFor({ app, settings }: Installation, name: string): Promise<People> {
  const { region } = settings;
  return app.store.withScope(
    regionScope(region),
    async (tx) => {
      const person = async (role: StaffRole | null, at: string): Promise<Actor> => {
        const email = `${name}-${at}@bench.example`;
        const personId = await contactFor(tx, { email, locale: 'ru' });
        await ensurePerson(tx, personId);
        const reach = { kind: 'region' } as const;
        if (role) await addGrant(tx, { personId, role, reach, grantedBy: null });
        return {
          kind: 'person',
          region,
          personId,
          sessionId: newId(),
          grants: role ? [{ role, reach }] : [],
          secondFactor: role !== null,
          origin: name,
        };
      };
      const staff = (role: StaffRole): Actor => ({
        kind: 'person',
        region,
        personId: newId(),
        sessionId: newId(),
        grants: [{ role, reach: { kind: 'region' } }],
        secondFactor: true,
        origin: name,
      });
      return {
        author: await person(null, 'author'),
        moderator: staff('moderator'),
        other_moderator: staff('moderator'),
        executor: staff('executor'),
        controller: staff('controller'),
      };
    },
    { now: app.clock.now() },
  );
}
