import { circularItems } from '../cycles.ts';
import { readForm } from '../form.ts';
import type { ItemDef } from '../form.ts';
import { isObject } from '../json.ts';
import { conditionRules } from './condition-rules.ts';
import type { PublishFinding, PublishRule } from './finding.ts';
import { itemRules } from './item-rules.ts';

/**
 * What stands against publishing a form (Q1 to Q9), complete: every fault, one finding for each item and
 * rule. A warning does not stand in the way. Never throws.
 * @param json a parsed Questionnaire
 */
export function checkForm(json: unknown): readonly PublishFinding[] {
  if (!isObject(json) || json['resourceType'] !== 'Questionnaire') {
    return [{ linkId: null, rule: 'resource-type', level: 'error' }];
  }
  const form = readForm(json);
  const found = new Map<string, PublishFinding>();
  const add = (def: ItemDef, rule: PublishRule): void => {
    const level = rule === 'enableWhen-order' ? 'warning' : 'error';
    const { linkId } = def;
    found.set(JSON.stringify([linkId, rule]), { linkId, rule, level });
  };
  const circular = new Set(circularItems(form));
  for (const def of form.all) {
    const unique = def.linkId !== null && form.byLinkId.get(def.linkId) === def;
    if (!unique) add(def, 'que-2');
    for (const rule of itemRules(def)) add(def, rule);
    for (const condition of def.conditions) {
      for (const rule of conditionRules(form, def, condition)) add(def, rule);
    }
    if (circular.has(def)) add(def, 'enableWhen-cycle');
  }
  return [...found.values()];
}
