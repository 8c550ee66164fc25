// A moderator cuts a story: what stands in double brackets goes, a mark stays in its place.
// The server imports `publicText`; browsers get this file as it stands.

const OPEN = '[[';
const CLOSE = ']]';

/** What everybody will see, in pieces: `null` is a gap where something was cut. */
export function publicPieces(/** @type {string} */ marked) {
  const [first = '', ...rest] = marked.split(OPEN);
  /** @type {(string | null)[]} */
  const pieces = [first];
  for (const piece of rest) {
    const end = piece.indexOf(CLOSE);
    // Not closed: nothing after it would be public. The server refuses such a text.
    pieces.push(null, end < 0 ? '' : piece.slice(end + CLOSE.length));
  }
  return pieces.filter((piece) => piece !== '');
}

/** The author's own words of a marked text. */
export const withoutMarks = (/** @type {string} */ marked) =>
  marked.replaceAll(OPEN, '').replaceAll(CLOSE, '');

/** @param {HTMLTextAreaElement} area @param {HTMLElement} preview @param {HTMLElement | null} warning */
function show(area, preview, warning) {
  preview.replaceChildren(
    ...publicPieces(area.value).map((piece) => {
      if (piece !== null) return document.createTextNode(piece);
      const gap = document.createElement('mark');
      gap.textContent = '[…]';
      return gap;
    }),
  );
  // Nothing cut: the field itself is what everybody will see.
  const box = preview.parentElement;
  if (box) box.hidden = !area.value.includes(OPEN);
  if (warning) warning.hidden = withoutMarks(area.value) === withoutMarks(area.defaultValue);
}

/** Wraps what is selected. @param {HTMLTextAreaElement} area */
function cutSelection(area) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  area.focus();
  if (from === to) return;
  const inside = withoutMarks(value.slice(from, to));
  // The only way that Ctrl+Z knows; where a browser has dropped it, the plain one.
  if (document.execCommand('insertText', false, OPEN + inside + CLOSE)) return;
  area.setRangeText(OPEN + inside + CLOSE, from, to, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param {HTMLTextAreaElement} area */
function start(area) {
  const form = area.form;
  const preview = document.getElementById('public-text');
  const warning = document.getElementById('reworded');
  if (!form || !preview) return;
  area.addEventListener('input', () => show(area, preview, warning));
  for (const button of form.querySelectorAll('[data-cut]')) {
    button.removeAttribute('hidden');
    button.addEventListener('click', () => {
      if (button.getAttribute('data-cut') === 'selection') cutSelection(area);
      else {
        area.value = withoutMarks(area.value);
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
  }
  for (const button of form.querySelectorAll('[data-without-script]'))
    button.setAttribute('hidden', '');
  show(area, preview, warning);
}

if (globalThis.document) {
  const area = document.querySelector('textarea[data-cuts]');
  if (area instanceof HTMLTextAreaElement) start(area);
}
