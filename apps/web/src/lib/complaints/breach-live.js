// Tells at once whether a topic's limit was broken, while the two times are typed. The server counts
// again: this is only a hint, and the page works without it.

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
