// Small help for pages without an application script: everything here works without it.
// Plain JavaScript, because the file is sent to browsers as it stands.

/** Counts down below a text area; polite and not at every key. @param {HTMLTextAreaElement} area */
function countDown(area) {
  const line = document.getElementById(`${area.id}-count`);
  if (!line) return;
  const limit = Number(area.dataset.limit);
  const show = () => {
    const left = limit - area.value.length;
    const text = left < 0 ? line.dataset.over : line.dataset.left;
    line.textContent = (text ?? '').replace('{count}', String(Math.abs(left)));
    line.classList.toggle('over', left < 0);
  };
  line.setAttribute('aria-live', 'polite');
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  area.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
  show();
}

/** A second press while the first is on its way sends nothing. @param {HTMLFormElement} form */
function sendOnce(form) {
  let sent_ms = 0;
  form.addEventListener('submit', (event) => {
    if (event.timeStamp - sent_ms < 2000 && sent_ms > 0) event.preventDefault();
    else sent_ms = event.timeStamp;
  });
}

/** The time that is left, by the second; what it is about goes when it is over. @param {HTMLElement} place */
function showLeft(place) {
  const end_ms = performance.now() + Number(place.dataset.leftMs);
  const show = () => {
    const left_s = Math.max(0, Math.ceil((end_ms - performance.now()) / 1000));
    place.textContent = `${Math.floor(left_s / 60)}:${String(left_s % 60).padStart(2, '0')}`;
    if (left_s > 0) return;
    clearInterval(timer);
    place.closest('[data-ends]')?.setAttribute('hidden', '');
  };
  const timer = setInterval(show, 1000);
}

for (const place of document.querySelectorAll('[data-left-ms]'))
  showLeft(/** @type {HTMLElement} */ (place));
for (const area of document.querySelectorAll('textarea[data-limit]'))
  countDown(/** @type {HTMLTextAreaElement} */ (area));
for (const form of document.querySelectorAll('form[method="post" i]'))
  sendOnce(/** @type {HTMLFormElement} */ (form));
// Browsers do not agree on `autofocus` for what is not a control.
const summary = document.querySelector('[role="alert"][autofocus]');
if (summary instanceof HTMLElement) summary.focus();
for (const button of document.querySelectorAll('[data-print]')) {
  button.removeAttribute('hidden');
  button.addEventListener('click', () => globalThis.print());
}
// A menu closes by Escape, which gives the focus back, and when somebody goes elsewhere.
for (const menu of document.querySelectorAll('details[data-menu]')) {
  const close = () => menu.removeAttribute('open');
  menu.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
    close();
    menu.querySelector('summary')?.focus();
  });
  for (const deed of ['click', 'focusin'])
    document.addEventListener(deed, ({ target }) => {
      if (!(target instanceof Element) || menu.contains(target) || !menu.hasAttribute('open'))
        return;
      close();
      // What stood below a menu moves up with its closing; whoever walks by keys is taken along.
      if (deed === 'focusin') target.scrollIntoView({ block: 'nearest' });
    });
}
