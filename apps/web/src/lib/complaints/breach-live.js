// Tells at once whether a topic's limit was broken, while the times are typed: minutes are counted here, a
// norm in days by the server, which knows the days off. Only a hint: the page works without it.

const PAUSE_ms = 600;

/** @param {number} minutes @param {DOMStringMap} words */
function short(minutes, words) {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const said = [];
  if (hours) said.push((words.hours ?? '').replace('{count}', String(hours)));
  if (rest || !hours) said.push((words.minutes ?? '').replace('{count}', String(rest)));
  return said.join('\u00a0').replaceAll(' ', '\u00a0');
}

/** @param {string | undefined} name */
const valueOf = (name) => {
  const control = name ? document.getElementById(name) : null;
  return control instanceof HTMLInputElement ? control.value : '';
};

/** @param {HTMLElement} line */
function watch(line) {
  const words = line.dataset;
  const ends = (words.to ?? '').split(' ');
  const show = () => {
    const from = valueOf(words.from);
    const to = ends.map(valueOf).find((value) => value !== '');
    const elapsed = Math.round((Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / 60_000);
    line.hidden = !(from && to) || !(elapsed >= 0);
    if (line.hidden) return;
    const over = elapsed - Number(words.limitMin);
    line.textContent = (over > 0 ? (words.broken ?? '') : (words.within ?? ''))
      .replace('{elapsed}', short(elapsed, words))
      .replace('{over}', short(Math.max(0, over), words));
  };
  for (const name of [words.from ?? '', ...ends])
    document.getElementById(name)?.addEventListener('input', show);
  show();
}

for (const line of document.querySelectorAll('[data-breach]'))
  if (line instanceof HTMLElement) watch(line);

/** A limit that stands in a norm. @param {HTMLElement} line */
function ask(line) {
  const form = line.closest('form');
  if (!form) return;
  let asked = '';
  /** @type {AbortController | undefined} */
  let running;
  const judge = async () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && /^(clinic|topic|facts\..*)$/.test(name))
        body.append(name, value);
    if (String(body) === asked) return;
    asked = String(body);
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(line.dataset.judge ?? '', {
        method: 'POST',
        body,
        signal: running.signal,
      });
      if (!answer.ok) return;
      const { text } = await answer.json();
      line.textContent = text;
      line.hidden = text === '';
    } catch {
      // Lost or overtaken by newer times: the page of the check says it again.
    }
  };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  form.addEventListener('input', ({ target }) => {
    if (!(target instanceof HTMLElement) || !target.getAttribute('name')?.startsWith('facts.'))
      return;
    clearTimeout(timer);
    timer = setTimeout(() => void judge(), PAUSE_ms);
  });
  void judge();
}

for (const line of document.querySelectorAll('[data-judge]'))
  if (line instanceof HTMLElement) ask(line);
