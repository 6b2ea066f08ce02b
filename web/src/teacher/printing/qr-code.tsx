import { correction, generate } from 'lean-qr';

/** Light modules around a QR code, by ISO 18004. */
const quietModules = 4;

/** A text as a QR code, drawn as one path: it stays sharp on a projector and on paper. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const rows = Array.from({ length: code.size }, (_, y) =>
    Array.from({ length: code.size }, (_, x) => (code.get(x, y) ? `M${x} ${y}h1v1h-1z` : '')).join(''),
  );
  const side = code.size + 2 * quietModules;
  return (
    <svg
      class="qr-code"
      viewBox={`${-quietModules} ${-quietModules} ${side} ${side}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path d={rows.join('')} fill="currentColor" />
    </svg>
  );
}
