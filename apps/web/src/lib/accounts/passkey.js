// Passkeys need script: the browser alone speaks with the device. Buttons are hidden without it.
// Plain JavaScript, because the file is sent to browsers as it stands.

const able =
  'PublicKeyCredential' in globalThis &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential;

/** @param {HTMLElement} place */
async function ask(place) {
  if (place.dataset.passkey === 'create') {
    const options = JSON.parse(place.dataset.options ?? '{}');
    return navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    });
  }
  const answer = await fetch('/sign-in/passkey/options', {
    method: 'POST',
    // An empty form: the door takes no body without a kind.
    body: new URLSearchParams({ for: 'passkey' }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(await answer.json()),
  });
}

/** Sends as a form does, so that the server answers with a page. @param {HTMLElement} place @param {string} credential */
function send(place, credential) {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = place.dataset.action ?? '';
  form.hidden = true;
  const fields = { credential, name: place.dataset.name ?? '' };
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

/** @param {HTMLElement} place */
function prepare(place) {
  const button = place.querySelector('button');
  const told = place.querySelector('[role=alert]');
  if (!button) return;
  for (const element of place.querySelectorAll('[data-script]'))
    element.toggleAttribute('hidden', !able);
  if (able) place.querySelector('[data-no-script]')?.remove();
  button.addEventListener('click', async () => {
    button.disabled = true;
    if (told instanceof HTMLElement) told.hidden = true;
    try {
      const credential = /** @type {PublicKeyCredential | null} */ (await ask(place));
      if (!credential) throw new Error('nothing');
      send(place, JSON.stringify(credential.toJSON()));
    } catch {
      // The person said no, took too long, or has no passkey here: the other ways stay.
      if (told instanceof HTMLElement) told.hidden = false;
      button.disabled = false;
    }
  });
}

for (const place of document.querySelectorAll('[data-passkey]'))
  prepare(/** @type {HTMLElement} */ (place));
