import { at, knownEntry } from '../../../core/known.ts';
import { languageName } from './columns.ts';
import type { ReleaseTable } from './summarise.ts';

const width = 720;
const height = 460;
/** Below this nothing can be told apart; what is closer is drawn here. */
const leastDivergence = 1e-4;
const margin = { left: 64, right: 24, top: 16, bottom: 44 };

interface Point {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly isOnFront: boolean;
}

/** Size against divergence (both logarithmic) as inline SVG, the front drawn through; no script. */
export function paretoChart(table: ReleaseTable): string {
  const language = table.languages.includes('tg') ? 'tg' : at(table.languages, 0);
  const values = table.rows.map(({ name, sizeBytes, languages, isOnFront }) => ({
    name,
    isOnFront,
    size: sizeBytes / 1e6,
    divergence: Math.max(leastDivergence, knownEntry(languages, language).divergence.value),
  }));
  if (values.length === 0) return '';
  const sizes = range(
    values.map(({ size }) => Math.log10(size)),
    0.06,
  );
  const exponents = range(
    values.map(({ divergence }) => Math.log10(divergence)),
    0.08,
  );
  const x = (size: number) => scale(Math.log10(size), sizes, margin.left, width - margin.right);
  const y = (divergence: number) =>
    scale(Math.log10(divergence), exponents, height - margin.bottom, margin.top);
  const points = values.map(({ name, isOnFront, size, divergence }) => ({
    name,
    isOnFront,
    x: x(size),
    y: y(divergence),
  }));
  const front = points.filter(({ isOnFront }) => isOnFront).toSorted((left, right) => left.x - right.x);
  return `<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="File size against divergence">
${powers(sizes)
  .map(
    (size) =>
      line(x(size), margin.top, x(size), height - margin.bottom) +
      label(x(size), height - 24, `${size}`, 'middle'),
  )
  .join('\n')}
${powers(exponents)
  .map(
    (power) =>
      line(margin.left, y(power), width - margin.right, y(power)) +
      label(margin.left - 6, y(power) + 4, `${power}`, 'end'),
  )
  .join('\n')}
${label(width / 2, height - 6, 'file size, MB', 'middle')}
<text transform="translate(13 ${height / 2}) rotate(-90)" text-anchor="middle">KL ${languageName(language)}, nats a token</text>
<polyline class="front" points="${front.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ')}"/>
${points.map((point) => `<circle class="${point.isOnFront ? 'on' : 'off'}" cx="${point.x.toFixed(1)}" cy="${point.y.toFixed(1)}" r="4"/>`).join('\n')}
${placeLabels(points)}
</svg>`;
}

/** Names beside their points; where two would lie over each other the later moves down, a line leads to it. */
function placeLabels(points: readonly Point[]): string {
  const taken: { x: number; y: number; length: number }[] = [];
  return points
    .toSorted((left, right) => left.y - right.y)
    .map(({ name, x, y, isOnFront }) => {
      const length = name.length * 6.6;
      const isLeft = x + 14 + length > width - margin.right;
      const start = isLeft ? x - 8 - length : x + 14;
      let place = y + 4;
      while (
        taken.some(
          (other) =>
            Math.abs(other.y - place) < 12 && start < other.x + other.length && other.x < start + length,
        )
      ) {
        place += 4;
      }
      taken.push({ x: start, y: place, length });
      const lead = place > y + 10 ? line(x, y, start - 2, place - 4) : '';
      return `${lead}<text class="${isOnFront ? 'on' : 'off'}" x="${start.toFixed(1)}" y="${place.toFixed(1)}">${name}</text>`;
    })
    .join('\n');
}

function range(values: readonly number[], padding: number): readonly [number, number] {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const pad = (most - least || 1) * padding;
  return [least - pad, most + pad];
}

function scale(value: number, [least, most]: readonly [number, number], from: number, to: number): number {
  return from + ((value - least) / (most - least)) * (to - from);
}

/** Round numbers inside the exponents: the more of them, the fewer powers of ten there are. */
function powers([least, most]: readonly [number, number]): number[] {
  const all: number[] = [];
  for (let exponent = Math.floor(least); exponent <= Math.ceil(most); exponent += 1) {
    for (const factor of most - least > 2.5 ? [1] : most - least > 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7]) {
      const value = Number((factor * 10 ** exponent).toPrecision(3));
      if (Math.log10(value) >= least && Math.log10(value) <= most) all.push(value);
    }
  }
  return all;
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return `<line x1="${x1.toFixed(1)}" y1="${y1.toFixed(1)}" x2="${x2.toFixed(1)}" y2="${y2.toFixed(1)}"/>`;
}

function label(x: number, y: number, text: string, anchor: 'middle' | 'end'): string {
  return `<text class="tick" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;
}
