import { m } from '@otklik/i18n';
import { refusalOf, type Refusal } from '#lib/server/account-errors.ts';
import { delayable, isDelayed } from '#lib/server/delayed.ts';
import { wordsForCode } from '#lib/server/form-errors.ts';

type Services = App.Locals['services'];
type Actor = App.Locals['actor'];

/** One case of a step for several: the version and the holder that the person saw. */
export interface Chosen {
  readonly number: string;
  readonly version: number | undefined;
  readonly holder: string;
}

/** What all cases of the step are given. */
export interface Given {
  readonly reason: string;
  readonly note: string;
  readonly to: string;
}

export interface Outcome {
  readonly number: string;
  /** Why it did not go through, in words; null when it did. */
  readonly why: string | null;
  /** The step that can be taken back. */
  readonly stepId: string | null;
  /** It is not made yet, and nobody hears of it until then. */
  readonly isDelayed?: boolean;
}

/** Why a step was refused for one case among several. */
export function whyNot({ code, data }: Refusal): string {
  switch (code) {
    case 'changed-meanwhile':
      return m.workbench_why_changed();
    case 'already-done':
      return m.workbench_why_done();
    case 'move-impossible':
      return m.workbench_why_state();
    case 'unknown-reference':
      return m.workbench_why_colleague();
    case 'window-over':
      return m.workbench_why_window();
    case 'personal-data-left':
      return m.workbench_why_personal();
    case 'forbidden':
      return data['reason'] === 'second-look-by-the-same-person'
        ? m.workbench_why_second()
        : m.workbench_why_reach();
    case 'not-found':
      return m.workbench_why_reach();
    default:
      return wordsForCode(code as Parameters<typeof wordsForCode>[0], data);
  }
}

type Run = (services: Services, actor: Actor, chosen: Chosen, given: Given) => Promise<unknown>;

const given = (note: string) => (note.trim() ? { note } : {});

/** The verb behind each step: every case goes by a command and a transaction of its own. */
const RUNS: Readonly<Record<string, Run>> = {
  take: ({ desk }, actor, { number, holder }) =>
    desk.takeCase(actor, { number, ...(holder ? { from: holder } : {}) }),
  'give-back': ({ desk }, actor, { number }) => desk.giveBack(actor, { number }),
  'hand-over': ({ desk }, actor, { number, holder }, { to, note }) =>
    desk.handOver(actor, { number, to, ...(holder ? { from: holder } : {}), ...given(note) }),
  publish: (services, actor, { number, version }) =>
    delayable(services, actor, { step: 'publish', number, version }, () =>
      services.complaints.publishComplaint(actor, { number, version }),
    ),
  'publish-answer': (services, actor, { number, version }) =>
    delayable(services, actor, { step: 'publish-answer', number, version }, () =>
      services.cases.publishAnswer(actor, { number, version }),
    ),
  reject: (services, actor, { number, version }, { reason, note }) => {
    const input = { number, version, reason: reason as never, ...given(note) };
    return delayable(services, actor, { step: 'reject', ...input }, () =>
      services.cases.rejectCase(actor, input),
    );
  },
  'return-message': (services, actor, { number, version }, { reason, note }) => {
    const input = { number, version, reason: reason as never, ...given(note) };
    return delayable(services, actor, { step: 'return-message', ...input }, () =>
      services.cases.returnCase(actor, input),
    );
  },
  'return-answer': (services, actor, { number, version }, { reason, note }) => {
    const input = { number, version, reason: reason as never, ...given(note) };
    return delayable(services, actor, { step: 'return-answer', ...input }, () =>
      services.cases.returnAnswer(actor, input),
    );
  },
};

/**
 * Makes one step for several cases, one after another; what one case refuses stops none of the others.
 * @throws whatever is not a refusal about a case: a session that ended, a failure of ours
 */
export async function runBulk(
  { services, actor }: Pick<App.Locals, 'services' | 'actor'>,
  step: string,
  all: readonly Chosen[],
  common: Given,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const chosen of all) {
    try {
      const made = (await RUNS[step]!(services, actor, chosen, common)) as { stepId?: string };
      outcomes.push({
        number: chosen.number,
        why: null,
        stepId: made.stepId ?? null,
        isDelayed: isDelayed(made),
      });
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (!refusal || refusal.status === 401 || refusal.status >= 500) throw thrown;
      outcomes.push({ number: chosen.number, why: whyNot(refusal), stepId: null });
    }
  }
  return outcomes;
}
