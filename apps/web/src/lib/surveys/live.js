// Renews the figures of an open dashboard when a batch came out. Without this script a link does the same.
// Plain JavaScript, because the file is sent to browsers as it stands.

const line = document.querySelector('[data-live]');
const words = line?.querySelector('[data-live-words]');

/** Swaps the parts that carry figures for those of the page as it is now; focus stays. @param {Document} page */
function swap(page) {
  for (const part of document.querySelectorAll('[data-live-part]')) {
    const fresh = page.querySelector(`[data-live-part="${part.getAttribute('data-live-part')}"]`);
    // Whoever is at something inside keeps it until the next batch.
    if (!fresh || part.contains(document.activeElement)) continue;
    const open = [...part.querySelectorAll('details')].map((one) => one.open);
    part.replaceChildren(...fresh.childNodes);
    part.querySelectorAll('details').forEach((one, at) => (one.open = open[at] ?? false));
  }
  if (words) words.textContent = line?.getAttribute('data-live-new') ?? '';
}

/** The browser parses the page itself: no text of ours becomes markup. */
function renew() {
  const asked = new XMLHttpRequest();
  asked.responseType = 'document';
  asked.addEventListener('load', () => {
    if (asked.status === 200 && asked.responseXML) swap(asked.responseXML);
  });
  asked.open('GET', location.href);
  asked.send();
}

if (line instanceof HTMLElement && line.dataset.live && words) {
  const source = new EventSource(line.dataset.live);
  source.addEventListener('open', () => {
    words.textContent = line.dataset.liveOn ?? '';
  });
  source.addEventListener('release', renew);
}
