import { escapeHtml } from '../../core/escape.ts';

/** One dot with its interval. */
export interface Dot {
  readonly label: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A row of a plot: a task or subject with a dot for each model. */
export interface DotRow {
  readonly label: string;
  readonly dots: readonly Dot[];
  /** A mark to compare with: guessing. */
  readonly mark?: number | null | undefined;
}

const colours = ['#2f6fd0', '#d9822b', '#2a9d5c', '#b0399b', '#8a6d3b', '#5b5bd6'];
const labelWidth = 210;
const plotWidth = 460;
const lineHeight = 11;

/** A dot plot of shares (0 to 1) as inline SVG; the rows' values are in a table beside it for readers. */
export function dotPlot(rows: readonly DotRow[], models: readonly string[], title: string): string {
  if (rows.length === 0) return '';
  const rowHeight = 10 + models.length * lineHeight;
  const top = 24;
  const height = top + rows.length * rowHeight + 8;
  const x = (share: number) => (labelWidth + Math.min(1, Math.max(0, share)) * plotWidth).toFixed(1);
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<line class="grid" x1="${x(share)}" x2="${x(share)}" y1="${top - 4}" y2="${height - 8}"/><text class="axis" x="${x(share)}" y="12" text-anchor="middle">${share * 100} %</text>`,
  );
  const drawn = rows.map((row, index) => drawRow(row, models, top + index * rowHeight, rowHeight, x));
  const legend = models.map(
    (model, index) =>
      `<span><svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="4" fill="${colours[index % colours.length]}"/></svg> ${escapeHtml(model)}</span>`,
  );
  const width = labelWidth + plotWidth + 20;
  return `<figure><figcaption>${legend.join(' ')} <span><svg width="12" height="12" aria-hidden="true"><line class="mark" x1="6" x2="6" y1="0" y2="12"/></svg> guessing</span></figcaption>
<div class="wide"><svg class="plot" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeHtml(title)}">
${grid.join('')}
${drawn.join('\n')}
</svg></div></figure>`;
}

function drawRow(
  { label, dots, mark }: DotRow,
  models: readonly string[],
  top: number,
  height: number,
  x: (share: number) => string,
): string {
  const middle = top + height / 2;
  const line =
    mark === null || mark === undefined
      ? ''
      : `<line class="mark" x1="${x(mark)}" x2="${x(mark)}" y1="${top + 1}" y2="${top + height - 1}"/>`;
  const drawn = dots.map((dot) => {
    const order = Math.max(0, models.indexOf(dot.label));
    const colour = colours[order % colours.length];
    const y = (top + 8 + order * lineHeight).toFixed(1);
    const limits =
      dot.low === null || dot.high === null
        ? ''
        : `<line x1="${x(dot.low)}" x2="${x(dot.high)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"/>`;
    const value = `${(dot.value * 100).toFixed(1)} %`;
    return `${limits}<circle cx="${x(dot.value)}" cy="${y}" r="4" fill="${colour}"><title>${escapeHtml(`${dot.label}: ${value}`)}</title></circle>`;
  });
  return `<g><text x="${labelWidth - 8}" y="${(middle + 4).toFixed(1)}" text-anchor="end">${escapeHtml(shorten(label))}</text>${line}${drawn.join('')}</g>`;
}

function shorten(label: string): string {
  return label.length > 30 ? `${label.slice(0, 29)}…` : label;
}
