/** A line of a chart: its name and points; null where a value was not reached. */
export interface Curve {
  readonly name: string;
  readonly points: readonly (readonly [x: number, y: number | null])[];
}

export interface Chart {
  readonly title: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly curves: readonly Curve[];
}

const [width, height] = [420, 300];
const frame = { left: 52, right: 20, top: 34, bottom: 44 };
const colours = ['#a4372c', '#0f6b62', '#8a6d00', '#3b4a8f'];

/** Charts beside each other with logarithmic axes, as SVG. */
export function drawCharts(charts: readonly Chart[]): string {
  const inside = charts.map(
    (chart, index) => `<g transform="translate(${index * width} 0)">${draw(chart)}</g>`,
  );
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${charts.length * width} ${height}" ` +
    `font-family="sans-serif" font-size="11" role="img" aria-label="${charts.map(({ title }) => title).join('; ')}">` +
    `<rect width="100%" height="100%" fill="#fffefa"/>${inside.join('')}</svg>\n`
  );
}

function draw({ title, xTitle, yTitle, xTicks, yTicks, curves }: Chart): string {
  const x = scale(xTicks, frame.left, width - frame.right);
  const y = scale(yTicks, height - frame.bottom, frame.top);
  const bottom = height - frame.bottom;
  return [
    text(frame.left, 16, title, 'start', 'font-weight="bold"'),
    text(frame.left, 30, yTitle, 'start', 'fill="#555"'),
    text((frame.left + width) / 2, height - 8, xTitle, 'middle', 'fill="#555"'),
    ...xTicks.map(
      (tick) =>
        line(x(tick), frame.top, x(tick), bottom) + text(x(tick), bottom + 15, String(tick), 'middle'),
    ),
    ...yTicks.map(
      (tick) =>
        line(frame.left, y(tick), width - frame.right, y(tick)) +
        text(frame.left - 6, y(tick) + 4, String(tick), 'end'),
    ),
    ...curves.flatMap((curve, index) => drawCurve(curve, index, x, y)),
  ].join('');
}

type Scale = (value: number) => number;

function drawCurve({ name, points }: Curve, index: number, x: Scale, y: Scale): string[] {
  const colour = colours[index % colours.length];
  const there = points.flatMap(([at, value]) => (value === null ? [] : [[x(at), y(value)] as const]));
  const path = there.map(([at, value]) => `${at.toFixed(1)},${value.toFixed(1)}`).join(' ');
  return [
    `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    ...there.map(
      ([at, value]) => `<circle cx="${at.toFixed(1)}" cy="${value.toFixed(1)}" r="3" fill="${colour}"/>`,
    ),
    text(frame.left + 10, frame.top + 14 + 14 * index, name, 'start', `fill="${colour}"`),
  ];
}

function scale(ticks: readonly number[], from: number, to: number): Scale {
  const low = Math.log(Math.min(...ticks));
  const high = Math.log(Math.max(...ticks));
  return (value) => from + ((Math.log(value) - low) / (high - low)) * (to - from);
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  const at = [x1, y1, x2, y2].map((value) => value.toFixed(1));
  return `<line x1="${at[0]}" y1="${at[1]}" x2="${at[2]}" y2="${at[3]}" stroke="#ddd"/>`;
}

function text(x: number, y: number, words: string, anchor: string, more = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" ${more}>${words}</text>`;
}
