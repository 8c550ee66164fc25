import { defineQuery, type Context } from '@otklik/kernel';
import { photosOf, dangerIn, personalIn } from '@otklik/cases';
import { clinicByCode } from '@otklik/registry';
import type { z } from 'zod';
import { breachOf } from '../breach-of.ts';
import { localTime, wordsOf } from '../model/facts.ts';
import {
  judgeContent,
  judgeEvidence,
  judgeFacts,
  judgeObject,
  objectsFor,
} from '../model/judge-form.ts';
import { judgeForWhom } from '../model/representation.ts';
import { takesMessages } from '../model/topic.ts';
import { checkedContent as input } from '../schema.ts';
import { draftHash } from '../store/drafts.ts';
import { representationRules } from '../store/representation.ts';
import { currentTopic } from '../store/topics.ts';

/**
 * What is still wrong with a half-filled form, place by place, whether the topic's limit was broken, and what
 * in the public story is likely personal data.
 * Keeps nothing and refuses nothing: `file-complaint` judges again by the same rules.
 */
export const checkComplaint = defineQuery({
  name: 'complaints.check-complaint',
  input,
  limits: [{ per: 'origin', count_max: 1200, window_s: 3600, actors: ['visitor'] }],
  policy: () => undefined,
  async handle({ tx, actor, input: content }: Context<z.output<typeof input>>) {
    const clinic = content.clinic ? await clinicByCode(tx, content.clinic) : null;
    const topic = content.topic ? await currentTopic(tx, content.topic) : null;
    const issues = judgeContent(content, actor.kind !== 'person');
    const danger = dangerIn(...wordsOf(content)).length > 0;
    // Not an issue: the author may have good reasons to say it in public.
    const personal = personalIn(content.story ?? '');
    if (!clinic || !topic)
      return { clinic, topic: null, issues, breach: null, personal, danger, objects: [] };
    const nowLocal = localTime(tx.now, clinic.zone);
    const judged = judgeFacts(topic, content.facts ?? {}, nowLocal);
    if (content.forWhom) {
      const rules = await representationRules(tx);
      issues.push(...judgeForWhom(rules, content.forWhom, nowLocal.slice(0, 10), false).issues);
    }
    if (!takesMessages(topic, nowLocal)) issues.push({ path: 'topic', code: 'topic-closed' });
    if (content.draft !== undefined) {
      const photos = await photosOf(tx, { draftHash: draftHash(content.draft) });
      issues.push(...judgeEvidence(topic, photos.length));
    }
    return {
      clinic,
      topic: {
        code: topic.code,
        ru: topic.shortRu,
        en: topic.shortEn,
        wordingRu: topic.wordingRu,
        wordingEn: topic.wordingEn,
        fields: topic.definition.fields,
        threshold: topic.definition.threshold,
      },
      /** Of these the author says which, where there are several. */
      objects: objectsFor(clinic, topic),
      issues: [...issues, ...judged.issues, ...judgeObject(clinic, topic, content.object).issues],
      personal,
      breach: await breachOf(tx, topic, judged.facts, clinic, nowLocal),
      danger,
    };
  },
});
