import type { ComponentChildren } from 'preact';

interface SlipsProps {
  readonly slips: readonly { readonly id: string; readonly content: ComponentChildren }[];
  /** Each on a page of its own; else two in a row, to be cut. */
  readonly single?: boolean;
}

/** What is handed out: one slip for each person. */
export function Slips({ slips, single = false }: SlipsProps) {
  const rows = slips.filter((_, index) => index % 2 === 0).map((slip, row) => [slip, slips[2 * row + 1]]);
  return (
    <div class={single ? 'slips single' : 'slips'}>
      {rows.map((row) => (
        <div key={row[0]?.id} class="slip-row">
          {row.map(
            (slip) =>
              slip && (
                <section key={slip.id} class="slip">
                  {slip.content}
                </section>
              ),
          )}
        </div>
      ))}
    </div>
  );
}
