import { escapeHtml } from '../../core/escape.ts';

/** A point of a series. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  /** The right end of the axis: the run's last step. */
  readonly lastStep: number;
  readonly isLogarithmic?: boolean;
  readonly series: readonly { readonly name: string; readonly points: readonly Point[] }[];
}

/** Neighbouring points as one: their mean and their range. */
export interface Bucket extends Point {
  readonly low: number;
  readonly high: number;
}

const mostPoints = 240;
const [width, height, left, bottom, top] = [480, 220, 52, 22, 8];

/** Joins neighbours so that at most `most` points are drawn. */
export function thinOut(points: readonly Point[], most = mostPoints): Bucket[] {
  const size = Math.max(1, Math.ceil(points.length / most));
  return Array.from({ length: Math.ceil(points.length / size) }, (_, place) => {
    const part = points.slice(place * size, (place + 1) * size);
    const values = part.map(({ y }) => y);
    return {
      x: part.reduce((sum, { x }) => sum + x, 0) / part.length,
      y: values.reduce((sum, y) => sum + y, 0) / values.length,
      low: Math.min(...values),
      high: Math.max(...values),
    };
  });
}

/** One chart as a figure with inline SVG. */
export function drawChart(chart: Chart): string {
  const { title, unit, series, lastStep, isLogarithmic = false } = chart;
  const scale = isLogarithmic
    ? (value: number) => Math.log10(Math.max(value, 1e-12))
    : (value: number) => value;
  const drawn = series.map(({ points }) => thinOut(points.map(({ x, y }) => ({ x, y: scale(y) }))));
  const lows = drawn.flat().map(({ low }) => low);
  const highs = drawn.flat().map(({ high }) => high);
  const ticks = niceTicks(Math.min(...lows), Math.max(...highs));
  const [bottomValue, topValue] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const x = (step: number) => left + (step / Math.max(1, lastStep)) * (width - left - 8);
  const y = (value: number) =>
    height - bottom - ((value - bottomValue) / (topValue - bottomValue)) * (height - bottom - top);
  const number = (value: number) => value.toFixed(1);
  const grid = ticks.map(
    (tick) =>
      `<line class="grid" x1="${left}" x2="${width - 8}" y1="${number(y(tick))}" y2="${number(y(tick))}"/>` +
      `<text x="${left - 6}" y="${number(y(tick) + 4)}" text-anchor="end">${formatTick(isLogarithmic ? 10 ** tick : tick)}</text>`,
  );
  const steps = niceTicks(0, lastStep)
    .filter((tick) => tick <= lastStep && Number.isInteger(tick))
    .map(
      (tick) =>
        `<text x="${number(x(tick))}" y="${height - 6}" text-anchor="middle">${formatTick(tick)}</text>`,
    );
  const lines = drawn.map((points, place) => {
    const along = points.map((point) => `${number(x(point.x))},${number(y(point.y))}`);
    const upper = points.map((point) => `${number(x(point.x))},${number(y(point.high))}`);
    const lower = points.toReversed().map((point) => `${number(x(point.x))},${number(y(point.low))}`);
    const alone = points.length === 1 ? ' stroke-linecap="round" stroke-width="6"' : '';
    const path = points.length === 1 ? [along[0], along[0]] : along;
    return `<g class="series-${place % 4}"><polygon class="range" points="${[...upper, ...lower].join(' ')}"/><polyline class="line"${alone} points="${path.join(' ')}"/></g>`;
  });
  const named = series.filter(({ name }) => name !== '');
  const legend = named.map(({ name, points }, place) => {
    const last = points.at(-1)?.y;
    return `<span class="series-${place % 4}">━ ${escapeHtml(name)} ${last?.toFixed(3) ?? ''}</span>`;
  });
  const caption = escapeHtml(unit === '' ? title : `${title}, ${unit}`);
  return `<figure>
<h2>${caption}</h2>
<p class="legend">${legend.join('')}</p>
<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${caption} by step">
${[...grid, ...steps, ...lines].join('\n')}
</svg>
</figure>`;
}

/** Three to seven round numbers that hold a range. */
export function niceTicks(low: number, high: number): number[] {
  if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
  const span = high - low || Math.abs(high) || 1;
  const magnitude = 10 ** Math.floor(Math.log10(span / 4));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => span / (factor * magnitude) <= 5) ?? 10) * magnitude;
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(high / step - 1e-9)];
  return Array.from({ length: Math.max(2, last - first + 1) }, (_, index) => (first + index) * step);
}

function formatTick(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e4 || size < 1e-3) return value.toExponential(1).replace('e+', 'e').replace('.0e', 'e');
  return String(Number(value.toPrecision(3)));
}
