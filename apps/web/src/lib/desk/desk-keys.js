// Keys of the desk: everything they do can be done without them.
// Plain JavaScript, because the file is sent to browsers as it stands.

const OFF = 'otklik-keys-off';
const help = document.querySelector('details[data-keys-help]');
const toggle = help?.querySelector('[data-keys-toggle]');
const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-row]')]);

const isOff = () => globalThis.localStorage.getItem(OFF) === 'yes';

function showToggle() {
  if (!(toggle instanceof HTMLElement)) return;
  toggle.textContent = (isOff() ? toggle.dataset.on : toggle.dataset.off) ?? '';
}

/** @param {number} by */
function step(by) {
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function turnHelp() {
  if (!(help instanceof HTMLDetailsElement)) return;
  help.open = !help.open;
  if (help.open) help.querySelector('summary')?.focus();
}

/** A field takes its letters itself. @param {EventTarget | null} target */
const isTyping = (target) =>
  target instanceof HTMLElement && target.closest('input:not([type=radio]), textarea, select');

/** By the key's place and not its letter, so that a Russian layout works the same. @param {KeyboardEvent} event */
function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === '?') turnHelp();
  else if (isOff()) return;
  else if (event.code === 'KeyJ' && rows.length > 0) step(1);
  else if (event.code === 'KeyK' && rows.length > 0) step(-1);
  else {
    const place = document.querySelector(`[data-key="${event.code}"]`);
    if (!(place instanceof HTMLElement)) return;
    if (place instanceof HTMLAnchorElement) place.click();
    else {
      const folded = place.closest('details');
      if (folded) folded.open = true;
      place.scrollIntoView({ block: 'center' });
      place.focus();
    }
  }
  event.preventDefault();
}

// In a long queue beside a case, the open one is brought into sight; the page itself does not move.
const pane = document.querySelector('[data-pane]');
const current = pane?.querySelector('[aria-current]');
if (pane && current)
  pane.scrollTop += current.getBoundingClientRect().top - pane.getBoundingClientRect().top - 80;

document.addEventListener('keydown', onKey);
help?.removeAttribute('hidden');
showToggle();
toggle?.addEventListener('click', () => {
  globalThis.localStorage.setItem(OFF, isOff() ? 'no' : 'yes');
  showToggle();
});
