// Solves the puzzle of the sending form while its reader checks the answers, and lets the form go when
// it is done. Where a browser cannot, the form goes the way without script, where stricter limits hold.
import { solvePuzzle, type Puzzle } from '../proof-of-work.ts';

const WITHOUT = 'no-script';

function watch(form: HTMLFormElement): void {
  const field = form.elements.namedItem('proof');
  if (!(field instanceof HTMLInputElement)) return;
  const status = form.querySelector('[data-proof-status]');
  let is_solved = false;
  let is_waiting = false;
  const solved = solvePuzzle(JSON.parse(form.dataset['puzzle'] ?? '{}') as Puzzle)
    .catch(() => null)
    .then((solution) => {
      field.value = solution ?? WITHOUT;
      is_solved = true;
    });
  form.addEventListener('submit', (event) => {
    if (is_solved || is_waiting) {
      if (is_waiting) event.preventDefault();
      return;
    }
    event.preventDefault();
    is_waiting = true;
    if (status) status.textContent = form.dataset['waiting'] ?? '';
    // `submit` goes past the listeners, this one too.
    void solved.then(() => form.submit());
  });
}

for (const form of document.querySelectorAll('form[data-puzzle]'))
  if (form instanceof HTMLFormElement) watch(form);
