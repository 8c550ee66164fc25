// Takes several photos at once and sends them one after another, each in its own request, so that one
// bad file or one lost connection costs one photo. Without it the form sends a photo at a time.

/** @param {HTMLFormElement} form */
function uploader(form) {
  const input = form.querySelector('input[type="file"]');
  const button = form.querySelector('button');
  const status = form.querySelector('[data-upload-status]');
  if (!(input instanceof HTMLInputElement) || !(status instanceof HTMLElement)) return;
  let count = 0;
  input.multiple = true;
  if (button) button.hidden = true;
  /** @param {string} text */
  const say = (text) => {
    status.textContent = text;
    status.hidden = false;
  };
  /** @param {File} file */
  const send = async (file) => {
    const body = new FormData();
    // Each photo has a key of its own: one that was sent twice is added once.
    const key = new FormData(form).get('key');
    if (typeof key === 'string') body.set('key', `${key}-${(count += 1)}`);
    body.set('photo', file);
    try {
      const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' });
      // A redirect is how the page says that the photo is in.
      return answer.type === 'opaqueredirect' || answer.ok;
    } catch {
      return false;
    }
  };
  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])].slice(0, Number(form.dataset.left));
    const failed = [];
    for (const [index, file] of files.entries()) {
      say(
        (form.dataset.progress ?? '')
          .replace('{current}', String(index + 1))
          .replace('{total}', String(files.length)),
      );
      if (!(await send(file))) failed.push(file.name);
    }
    if (!failed.length)
      return location.assign(location.pathname + location.search.replace(/^\?\/\w+&?/, '?'));
    input.value = '';
    say(failed.map((name) => (form.dataset.failed ?? '').replace('{name}', name)).join('\n'));
  });
}

for (const form of document.querySelectorAll('form[data-upload]'))
  if (form instanceof HTMLFormElement) uploader(form);
