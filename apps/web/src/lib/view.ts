/** How a person wants pages to look; kept in a cookie, applied as attributes of `<html>`. */
export const view_choices = {
  size: ['100', '125', '150', '200'],
  letters: ['normal', 'wide', 'widest'],
  lines: ['normal', 'wide', 'widest'],
  scheme: ['auto', 'light', 'dark', 'black-on-white', 'white-on-black', 'blue-on-beige'],
  face: ['sans', 'serif'],
  pictures: ['yes', 'no'],
} as const;

export type ViewName = keyof typeof view_choices;
export type View = { [Name in ViewName]: (typeof view_choices)[Name][number] };

export const view_cookie = 'otklik_view';
export const view_names = Object.keys(view_choices) as ViewName[];

function pick<Name extends ViewName>(name: Name, value: string | null): View[Name] {
  const known: readonly string[] = view_choices[name];
  return (value !== null && known.includes(value) ? value : known[0]) as View[Name];
}

/** Reads settings from anything with `get` (form data, query); unknown or missing ones are the default. */
export function readView(source: { get(name: string): unknown }): View {
  const text = (name: ViewName): string | null => {
    const value = source.get(name);
    return typeof value === 'string' ? value : null;
  };
  return {
    size: pick('size', text('size')),
    letters: pick('letters', text('letters')),
    lines: pick('lines', text('lines')),
    scheme: pick('scheme', text('scheme')),
    face: pick('face', text('face')),
    pictures: pick('pictures', text('pictures')),
  };
}

export function parseView(cookie: string | undefined): View {
  return readView(new URLSearchParams(cookie ?? ''));
}

/** Cookie value: only what differs from the default, so that an empty value means "as designed". */
export function formatView(view: View): string {
  const changed = view_names.filter((name) => view[name] !== view_choices[name][0]);
  return new URLSearchParams(changed.map((name) => [name, view[name]])).toString();
}

/** Attributes for `<html>`: `data-size="150" data-scheme="dark"`; values come from the lists above. */
export function viewAttributes(view: View): string {
  return view_names
    .filter((name) => view[name] !== view_choices[name][0])
    .map((name) => `data-${name}="${view[name]}"`)
    .join(' ');
}
