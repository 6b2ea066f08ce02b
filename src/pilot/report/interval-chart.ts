import { escapeHtml } from '../../core/escape.ts';

interface Row {
  readonly name: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const width = 640;
const rowHeight = 30;
const margin = 20;

/** Intervals below each other with a line at no difference; the first is the planned one. */
export function intervalChart(rows: readonly Row[]): string {
  const ends = rows.flatMap(({ low, high }) => [low, high]).filter(Number.isFinite);
  const reach = 1.1 * Math.max(0.01, ...ends.map(Math.abs));
  const x = (value: number) =>
    (width / 2 + (Math.max(-reach, Math.min(reach, value)) / reach) * (width / 2 - margin)).toFixed(1);
  const height = rows.length * rowHeight + 26;
  const bars = rows.map(({ name, value, low, high }, place) => {
    const y = place * rowHeight + 22;
    const colour = place === 0 ? '#0a5' : '#666';
    return `<text x="${margin}" y="${y - 7}" font-size="11" fill="#333" stroke="#fff" stroke-width="4" paint-order="stroke">${escapeHtml(name)}</text>
<line x1="${x(low)}" x2="${x(high)}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="${place === 0 ? 4 : 2}"/><circle cx="${x(value)}" cy="${y}" r="4" fill="${colour}"/>`;
  });
  const ticks = [-reach / 1.1, 0, reach / 1.1].map(
    (value) =>
      `<text x="${x(value)}" y="${height - 4}" font-size="11" text-anchor="middle" fill="#333">${(100 * value).toFixed(0).replace('-', '−')}</text>`,
  );
  return `<svg role="img" aria-label="${rows.map(({ name, low, high }) => `${escapeHtml(name)}: ${(100 * low).toFixed(1)} … ${(100 * high).toFixed(1)}`).join('; ')}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<line x1="${x(0)}" x2="${x(0)}" y1="0" y2="${height - 18}" stroke="#111" stroke-dasharray="3 3"/>
${bars.join('\n')}
${ticks.join('')}</svg>`;
}
