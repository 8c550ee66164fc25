// While somebody writes, like cases of the clinic are shown below the story. Only a hint: the page after this
// one shows the same, and works without it.

const PAUSE_ms = 900;
const LETTERS_MIN = 40;

/** @param {HTMLElement} place */
function watch(place) {
  const story = document.getElementById(place.dataset.story ?? '');
  const list = place.querySelector('ul');
  const form = story instanceof HTMLTextAreaElement ? story.form : null;
  if (!(story instanceof HTMLTextAreaElement) || !list || !form) return;
  let asked = '';
  /** @type {AbortController | undefined} */
  let running;
  /** @param {{href: string, title: string, text: string, read: string}[]} found */
  const show = (found) => {
    list.replaceChildren(
      ...found.map(({ href, title, text, read }) => {
        const item = document.createElement('li');
        const link = document.createElement('a');
        link.href = href;
        link.target = '_blank';
        link.rel = 'noopener';
        link.textContent = title;
        link.setAttribute('aria-label', `${title}. ${read}`);
        const words = document.createElement('p');
        words.textContent = text;
        item.append(link, words);
        return item;
      }),
    );
    place.hidden = found.length === 0;
  };
  const ask = async () => {
    const typed = story.value.trim();
    if (typed === asked || typed.length < LETTERS_MIN) return;
    asked = typed;
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && /^(clinic|topic|story|facts\..*)$/.test(name))
        body.set(name, value);
    try {
      const answer = await fetch(place.dataset.similar ?? '', {
        method: 'POST',
        body,
        signal: running.signal,
      });
      if (answer.ok) show(await answer.json());
    } catch {
      // Lost or overtaken by newer words: the page after this one asks again.
    }
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  story.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), PAUSE_ms);
  });
}

for (const place of document.querySelectorAll('[data-similar]'))
  if (place instanceof HTMLElement) watch(place);
