// Copies a field's text; without a script the field can be copied by hand and the button is not there.
for (const button of document.querySelectorAll('[data-copy]')) {
  const field = document.getElementById(button.getAttribute('data-copy') ?? '');
  const said = document.querySelector('[data-copied]');
  if (!(field instanceof HTMLTextAreaElement) || !navigator.clipboard) continue;
  button.removeAttribute('hidden');
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(field.value);
    if (said) said.textContent = said.getAttribute('data-copied');
  });
}
