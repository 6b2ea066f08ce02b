/** What is between the cells of a table's row, in every format. */
export const cellMark = ' | ';

/** The cells of one row as a line; empty when all of them are. */
export function rowText(cells: readonly string[]): string {
  const trimmed = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  while (trimmed.at(-1) === '') trimmed.pop();
  return trimmed.some((cell) => cell !== '') ? trimmed.join(cellMark) : '';
}
