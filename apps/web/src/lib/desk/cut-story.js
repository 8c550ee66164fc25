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

/**
 * Where a marked text is cut, in offsets of the author's own words.
 * @param {string} marked @returns {[number, number][]}
 */
export function cutRanges(marked) {
  const [first = '', ...rest] = marked.split(OPEN);
  /** @type {[number, number][]} */
  const ranges = [];
  let at = first.length;
  for (const piece of rest) {
    const close = piece.indexOf(CLOSE);
    const end = close < 0 ? piece.length : close;
    ranges.push([at, at + end]);
    at += piece.length - (close < 0 ? 0 : CLOSE.length);
  }
  return ranges;
}

/**
 * Cuts more of a marked text; cuts that touch or share words become one.
 * @param {string} marked @param {readonly (readonly [number, number])[]} more
 */
export function withCuts(marked, more) {
  // Nothing to add: also an author's own brackets stay as they are.
  if (more.length === 0) return marked;
  const words = withoutMarks(marked);
  const inside = more.filter(([start, end]) => start >= 0 && end <= words.length && start < end);
  const all = [...cutRanges(marked), ...inside].sort((a, b) => a[0] - b[0]);
  let text = '';
  let done = 0;
  let open = -1;
  for (const [start, end] of all) {
    if (open >= 0 && start <= open) {
      open = Math.max(open, end);
      continue;
    }
    if (open >= 0) {
      text += words.slice(done, open) + CLOSE;
      done = open;
    }
    text += words.slice(done, start) + OPEN;
    done = start;
    open = end;
  }
  return open < 0 ? words : text + words.slice(done, open) + CLOSE + words.slice(open);
}

/** «12-20» of a form as offsets. @param {string} value @returns {[number, number]} */
export function rangeOf(value) {
  const [start = '', end = ''] = value.split('-');
  return /^\d{1,5}-\d{1,5}$/.test(value) ? [Number(start), Number(end)] : [0, 0];
}

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
        for (const box of form.querySelectorAll('input[name="cut"]'))
          /** @type {HTMLInputElement} */ (box).checked = false;
        area.dispatchEvent(new Event('input', { bubbles: true }));
      }
    });
  }
  for (const button of form.querySelectorAll('[data-cut-found]')) {
    button.addEventListener('click', (event) => {
      event.preventDefault();
      const all = button.getAttribute('data-cut-found') === 'all';
      const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (
        form.querySelectorAll('input[name="cut"]')
      );
      const found = [...boxes].filter((box) => all || box.checked);
      for (const box of found) box.checked = true;
      area.value = withCuts(
        area.value,
        found.map((box) => rangeOf(box.value)),
      );
      area.dispatchEvent(new Event('input', { bubbles: true }));
      area.focus();
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
