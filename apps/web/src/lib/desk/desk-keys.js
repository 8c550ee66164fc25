// Keys of the desk: everything they do can be done without them.
// Plain JavaScript, because the file is sent to browsers as it stands.

const OFF = 'otklik-keys-off';
/** The second key of a way must follow the first within so much time. */
const GO_ms = 1500;
const help = document.querySelector('details[data-keys-help]');
const toggle = help?.querySelector('[data-keys-toggle]');
const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-row]')]);
/** When `g` was pressed; then the next key says where to. */
let go_ms = -GO_ms;
/** The row that was ticked last: with Shift everything from there on is. */
let ticked = -1;

const isOff = () => globalThis.localStorage.getItem(OFF) === 'yes';

function showToggle() {
  if (!(toggle instanceof HTMLElement)) return;
  toggle.textContent = (isOff() ? toggle.dataset.on : toggle.dataset.off) ?? '';
}

/** The row that has the focus, by its link or its box. */
const here = () =>
  rows.findIndex((row) => row.parentElement?.contains(document.activeElement) ?? false);

/** @param {number} by */
function step(by) {
  const at = here();
  const next = rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  // Of a campaign's line the rows lie folded.
  const folded = next?.closest('details');
  if (folded) folded.open = true;
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

/** @param {number} at */
const boxOf = (at) => {
  const box = rows[at]?.parentElement?.querySelector('input[type=checkbox]');
  return box instanceof HTMLInputElement ? box : null;
};

/** Ticks the row one is at; with Shift all from the last one that was ticked. @param {boolean} is_range */
function choose(is_range) {
  const at = here();
  const box = boxOf(at);
  if (!box) return;
  const wanted = is_range ? true : !box.checked;
  const from = is_range && ticked >= 0 ? Math.min(ticked, at) : at;
  const to = is_range && ticked >= 0 ? Math.max(ticked, at) : at;
  for (let row = from; row <= to; row += 1) {
    const one = boxOf(row);
    if (one) one.checked = wanted;
  }
  ticked = at;
}

/** What had the focus before the help was opened. @type {Element | null} */
let before = null;

/** @param {boolean} is_open */
function showHelp(is_open) {
  if (!(help instanceof HTMLDetailsElement) || help.open === is_open) return;
  if (is_open) before = document.activeElement;
  help.open = is_open;
  if (is_open) help.querySelector('summary')?.focus();
  else if (before instanceof HTMLElement) before.focus();
}

/** A field takes its letters itself; a box to be ticked takes none. @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]');

/** @param {Element} place */
function press(place) {
  if (!(place instanceof HTMLElement)) return;
  if (place instanceof HTMLAnchorElement) return place.click();
  // A heading stands for the box below it.
  const box = place.dataset.focus && document.getElementById(place.dataset.focus);
  if (box) return press(box);
  const folded = place.closest('details');
  if (folded) folded.open = true;
  place.scrollIntoView({ block: 'center' });
  place.focus();
}

/** What a key does, by the key's place and not its letter: a Russian layout works the same. @type {Record<string, (event: KeyboardEvent) => void>} */
const DOES = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  KeyX: (event) => choose(event.shiftKey),
};

/** @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === 'Escape' && help?.hasAttribute('open')) return showHelp(false);
  if (event.key === '?' || (event.code === 'Slash' && event.shiftKey)) {
    showHelp(!help?.hasAttribute('open'));
    return event.preventDefault();
  }
  if (isOff()) return;
  const is_way = event.timeStamp - go_ms < GO_ms;
  go_ms = -GO_ms;
  const way = is_way && document.querySelector(`[data-go="${event.code}"]`);
  const search = event.code === 'Slash' && document.querySelector('input[type=search][name=q]');
  const place = document.querySelector(`[data-key="${event.code}"]`);
  if (way) press(way);
  else if (event.code === 'KeyG') go_ms = event.timeStamp;
  else if (search) press(search);
  else if (rows.length > 0 && DOES[event.code]) DOES[event.code]?.(event);
  else if (place) press(place);
  else return;
  event.preventDefault();
}

/** A prepared text goes where the cursor stands, or to the end. @param {MouseEvent} event */
function insert(event) {
  const link = event.currentTarget;
  if (!(link instanceof HTMLElement)) return;
  const area = document.getElementById(link.dataset.target ?? '');
  if (!(area instanceof HTMLTextAreaElement)) return;
  event.preventDefault();
  area.focus();
  area.setRangeText(link.dataset.insert ?? '', area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
  // The first gap that is left is what one types next.
  const gap = /\{[a-z]+\}/.exec(area.value);
  if (gap) area.setSelectionRange(gap.index, gap.index + gap[0].length);
}

// In a long queue beside a case, the open one is brought into sight; the page itself does not move.
const pane = document.querySelector('[data-pane]');
const current = pane?.querySelector('[aria-current]');
if (pane && current)
  pane.scrollTop += current.getBoundingClientRect().top - pane.getBoundingClientRect().top - 80;

document.addEventListener('keydown', onKey);
for (const link of document.querySelectorAll('a[data-insert]'))
  link.addEventListener('click', (event) => insert(/** @type {MouseEvent} */ (event)));
help?.removeAttribute('hidden');
showToggle();
toggle?.addEventListener('click', () => {
  globalThis.localStorage.setItem(OFF, isOff() ? 'no' : 'yes');
  showToggle();
});
