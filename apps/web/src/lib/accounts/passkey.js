// Passkeys need script: the browser alone speaks with the device. Buttons are hidden without it.
// Plain JavaScript, because the file is sent to browsers as it stands.

const able =
  'PublicKeyCredential' in globalThis &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** @param {HTMLFormElement} form */
async function ask(form) {
  if (form.dataset.passkey === 'create') {
    const options = JSON.parse(form.dataset.options ?? '{}');
    return navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    });
  }
  const answer = await fetch(form.dataset.from ?? '', {
    method: 'POST',
    // An empty form: the door takes no body without a kind.
    body: new URLSearchParams({ for: 'passkey' }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await answer.json()),
  });
}

/** @param {HTMLFormElement} form */
function prepare(form) {
  const button = form.querySelector('button');
  const field = form.elements.namedItem('credential');
  const told = form.querySelector('[role=alert]');
  if (!button || !(field instanceof HTMLInputElement)) return;
  for (const element of form.querySelectorAll('[data-script]'))
    element.toggleAttribute('hidden', !able);
  if (able) form.querySelector('[data-no-script]')?.remove();
  button.addEventListener('click', async () => {
    button.disabled = true;
    if (told instanceof HTMLElement) told.hidden = true;
    try {
      const credential = /** @type {PublicKeyCredential | null} */ (await ask(form));
      if (!credential) throw new Error('nothing');
      field.value = JSON.stringify(credential.toJSON());
      form.requestSubmit();
    } catch {
      // The person said no, took too long, or has no passkey here: the other ways stay.
      if (told instanceof HTMLElement) told.hidden = false;
      button.disabled = false;
    }
  });
}

for (const form of document.querySelectorAll('form[data-passkey]'))
  prepare(/** @type {HTMLFormElement} */ (form));
