import { m } from '@otklik/i18n';

type Area =
  | 'registry_kind'
  | 'registry_field'
  | 'registry_hint'
  | 'registry_option'
  | 'registry_problem'
  | 'registry_version'
  | 'registry_source'
  | 'registry_run'
  | 'registry_refused'
  | 'topics_stage'
  | 'topics_unit'
  | 'topics_roll'
  | 'topics_schedule'
  | 'topics_field'
  | 'topics_option'
  | 'topics_datatype'
  | 'topics_state'
  | 'topics_outcome';

const words = m as unknown as Readonly<Record<string, (() => string) | undefined>>;
const keyOf = (code: string): string => code.replaceAll(/[-. ]/g, '_').toLowerCase();

/** The words for a code of the registry; undefined where there are none. */
export const maybeWord = (area: Area, code: string): string | undefined =>
  words[`${area}_${keyOf(code)}`]?.();

/** The words for a code of the registry; the code itself where it has none. */
export const registryWord = (area: Area, code: string): string => maybeWord(area, code) ?? code;

/** A value as a history shows it. */
export const valueWords = (value: string): string =>
  value === 'yes' || value === 'no' ? registryWord('registry_option', value) : value || '—';

/** Who changed something, without naming anybody: people by a short form of their id. */
export function actorWords(actor: string): string {
  const [kind = '', id = ''] = actor.split(':');
  if (kind === 'person') return m.registry_actor_person({ id: id.slice(-6) });
  return m.registry_actor_system();
}
