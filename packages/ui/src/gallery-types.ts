import type { Component } from 'svelte';
import { createRawSnippet } from 'svelte';
import type { Snippet } from 'svelte';

/** One named state of a component, shown in the gallery and used as a fixture by its tests. */
export interface Example<Props> {
  name: string;
  props: Props;
}
/** A component with its states, as the gallery lists it. */
export interface GalleryEntry {
  /** The folder's name. */
  name: string;
  component: Component<Record<string, unknown>>;
  examples: Example<Record<string, unknown>>[];
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Plain words as a component's content, for examples and tests. */
export function words(text: string): Snippet {
  const escaped = text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);
  return createRawSnippet(() => ({ render: () => `<span>${escaped}</span>` }));
}
