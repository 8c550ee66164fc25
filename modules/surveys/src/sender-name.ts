import type { Tx } from '@otklik/kernel';
import { organisationNames } from '@otklik/registry';
import { placeById } from './store/places.ts';

/** What an organisation, or a place that has none, is called; empty when neither is known any more. */
export async function nameOfSender(tx: Tx, sender: string): Promise<string> {
  if (sender === '') return '';
  if (sender.startsWith('place:'))
    return (await placeById(tx, sender.slice('place:'.length)))?.name_ru ?? '';
  return (await organisationNames(tx, [sender])).get(sender) ?? '';
}
