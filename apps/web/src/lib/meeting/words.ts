import { m } from '@otklik/i18n';

interface Cell {
  readonly what: 'solved' | 'in-work';
  readonly timing: 'late' | 'in-time';
}

const CELLS = {
  'in-work late': m.workbench_board_open_late,
  'in-work in-time': m.workbench_board_open_in_time,
  'solved late': m.workbench_board_solved_late,
  'solved in-time': m.workbench_board_solved_in_time,
} as const;

/** A cell of the board in words: solved or in work, late or in time. */
export const cellWords = ({ what, timing }: Cell): string => CELLS[`${what} ${timing}`]();
