// Drags over the squares of a photo: what lies under the finger is ticked, or unticked where the drag began on
// a ticked one. Without it each square is a checkbox of its own.

/** @param {HTMLElement} grid */
function draggable(grid) {
  const size = Number(grid.dataset.coverGrid);
  /** @param {PointerEvent} event */
  const placeOf = (event) => {
    const box = grid.getBoundingClientRect();
    /** @param {number} share */
    const within = (share) => Math.min(size - 1, Math.max(0, Math.floor(share * size)));
    return {
      row: within((event.clientY - box.top) / box.height),
      column: within((event.clientX - box.left) / box.width),
    };
  };
  /** @param {number} row @param {number} column */
  const boxAt = (row, column) => {
    const found = grid.querySelector(`input[value="${row}-${column}"]`);
    return found instanceof HTMLInputElement ? found : null;
  };
  /** @type {{ row: number, column: number, tick: boolean, before: Map<HTMLInputElement, boolean>, moved: boolean } | null} */
  let drag = null;
  grid.style.touchAction = 'none';
  grid.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    const { row, column } = placeOf(event);
    const before = new Map();
    for (const box of grid.querySelectorAll('input'))
      if (box instanceof HTMLInputElement) before.set(box, box.checked);
    drag = { row, column, tick: !boxAt(row, column)?.checked, before, moved: false };
    grid.setPointerCapture(event.pointerId);
  });
  grid.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const { row, column } = placeOf(event);
    if (!drag.moved && row === drag.row && column === drag.column) return;
    drag.moved = true;
    for (const [box, checked] of drag.before) box.checked = checked;
    for (let r = Math.min(row, drag.row); r <= Math.max(row, drag.row); r += 1)
      for (let c = Math.min(column, drag.column); c <= Math.max(column, drag.column); c += 1) {
        const box = boxAt(r, c);
        if (box) box.checked = drag.tick;
      }
  });
  grid.addEventListener('pointerup', () => {
    if (!drag) return;
    const { row, column, tick, moved } = drag;
    drag = null;
    // The pointer is captured by the grid, so a plain press does not reach the square under it.
    const box = moved ? null : boxAt(row, column);
    if (box) box.checked = tick;
  });
  grid.addEventListener('click', (event) => {
    // A press of a key makes a click without a pointer: that one is the square's own.
    if (event instanceof PointerEvent && event.pointerType) event.preventDefault();
  });
}

/** Arrow keys go from square to square. @param {HTMLElement} grid */
function walkable(grid) {
  const size = Number(grid.dataset.coverGrid);
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -size, ArrowDown: size };
  grid.addEventListener('keydown', (event) => {
    const step = steps[event.key];
    if (step === undefined) return;
    const boxes = [...grid.querySelectorAll('input')];
    const at = boxes.findIndex((box) => box === document.activeElement);
    const next = boxes[at + step];
    if (at < 0 || !(next instanceof HTMLInputElement)) return;
    event.preventDefault();
    next.focus();
  });
}

for (const grid of document.querySelectorAll('[data-cover-grid]'))
  if (grid instanceof HTMLElement) {
    draggable(grid);
    walkable(grid);
  }
