// The district of this device, found on the device: only the district's code is sent, as if it were chosen by hand.
// Plain JavaScript, because the file is sent to browsers as it stands.

/** @param {HTMLElement} button */
function offer(button) {
  const form = button.closest('form');
  const select = form?.querySelector('select[name="from"]');
  const words = form?.querySelector('[data-near-denied]');
  if (!form || !(select instanceof HTMLSelectElement) || !navigator.geolocation) return;
  /** @type {Record<string, [number, number]>} */
  const middles = JSON.parse(button.dataset.near ?? '{}');
  button.hidden = false;
  button.addEventListener('click', () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude } }) => {
        const narrow = Math.cos((latitude * Math.PI) / 180);
        /** @param {[number, number]} middle */
        const far = ([lat, lng]) => Math.hypot(lat - latitude, (lng - longitude) * narrow);
        const [nearest] = Object.entries(middles).sort(([, a], [, b]) => far(a) - far(b));
        if (!nearest) return;
        select.value = nearest[0];
        form.submit();
      },
      () => words?.removeAttribute('hidden'),
      { maximumAge: 600_000, timeout: 10_000 },
    );
  });
}

for (const button of document.querySelectorAll('[data-near]'))
  if (button instanceof HTMLElement) offer(button);
