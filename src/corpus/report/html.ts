/** How a column is set: text to the left, numbers to the right. */
export type Column = string | { readonly title: string; readonly isNumber: true };

/** A column of numbers. */
export function numbers(title: string): Column {
  return { title, isNumber: true };
}

/** A table that scrolls by itself on a narrow screen; titles and cells are HTML. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const kind = columns.map((column) => (typeof column === 'string' ? '' : ' class="number"'));
  const cells = (tag: 'th' | 'td', row: readonly string[]) =>
    `<tr>${row.map((cell, index) => `<${tag}${kind[index] ?? ''}>${cell}</${tag}>`).join('')}</tr>`;
  const titles = columns.map((column) => (typeof column === 'string' ? column : column.title));
  return `<div class="wide"><table><thead>${cells('th', titles)}</thead>
<tbody>
${rows.map((row) => cells('td', row)).join('\n')}
</tbody></table></div>`;
}

/** 1234567 → 1,234,567. */
export function integer(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** 1234567 → 1.23 M; for sizes where the last digits say nothing. */
export function short(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toPrecision(3)} G`;
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} M`;
  if (value >= 1e4) return `${(value / 1e3).toPrecision(3)} k`;
  return integer(value);
}

/** A share 0–1 in per cent. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '–';
  if (share > 0 && share < 0.001) return '&lt; 0.1 %';
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** A text of at most this many characters, cut at a space. */
export function shorten(text: string, maximum: number): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  if (flat.length <= maximum) return flat;
  const cut = flat.slice(0, maximum);
  const space = cut.lastIndexOf(' ');
  return `${(space > maximum * 0.6 ? cut.slice(0, space) : cut).toWellFormed()} …`;
}
