import type { ComponentChildren } from 'preact';
import { staffTexts } from './staff-texts.ts';

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** On a narrow screen it takes the whole width, without its title. */
  readonly whole?: boolean;
}

interface TableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** The first one names the row. */
  readonly columns: readonly Column<Row>[];
  /** What is said when there are none. */
  readonly empty?: string;
}

/** Rows of the same kind; on a narrow screen each row becomes a card with the titles beside the values. */
export function Table<Row>({ label, rows, idOf, columns, empty }: TableProps<Row>) {
  if (rows.length === 0) return <p class="quiet-text">{empty ?? staffTexts.value.nothing}</p>;
  return (
    <table class="rows" aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={idOf(row)}>
            {columns.map(({ title, cell, whole }, index) =>
              index === 0 ? (
                <th key={title} scope="row">
                  {cell(row)}
                </th>
              ) : (
                <td key={title} data-title={title} class={whole ? 'whole' : undefined}>
                  {cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
