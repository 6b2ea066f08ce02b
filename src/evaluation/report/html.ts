/** A table that scrolls in itself on a narrow screen; cells are HTML. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${cells('th', head)}</thead>
<tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table></div>`;
}

interface Limits {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A figure with its interval. */
export function interval({ value, low, high }: Limits, format: (value: number) => string): string {
  const limits = low === null || high === null ? 'no interval' : `[${format(low)}, ${format(high)}]`;
  return `<b>${format(value)}</b> <small>${limits}</small>`;
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}\u00A0%`;
}

export function signed3(value: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(3)}`;
}

export function signedPoints(share: number): string {
  return `${share > 0 ? '+' : ''}${(share * 100).toFixed(1)} points`;
}

/** A figure of a measure as people read it: bits, per cent, points of chrF++. */
export function formatMeasure(measure: string, value: number): string {
  if (measure === 'bits-per-character') return value.toFixed(3);
  return measure === 'chrf++' ? value.toFixed(1) : percent(value);
}

/** `1 item`, `2 items`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A p-value; small ones only by their bound. */
export function formatP(value: number): string {
  return value < 0.001 ? '&lt; 0.001' : value.toFixed(3);
}
