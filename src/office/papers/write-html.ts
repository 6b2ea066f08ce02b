import { escapeHtml } from '../../core/escape.ts';
import type { Paper, PaperPart } from './paper.ts';

const style = `
body { font: 12pt/1.5 "Noto Serif", "Times New Roman", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 16pt; text-align: center; }
.note { border: 1px solid; padding: .5rem; text-align: center; }
dl { display: grid; grid-template-columns: minmax(8rem, 35%) 1fr; gap: .6rem 1rem; }
dt { font-weight: bold; } dd { margin: 0; border-bottom: 1px solid; min-height: 1.5em; white-space: pre-wrap; }
p { white-space: pre-wrap; }
@page { size: A4; margin: 2cm; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; gap: .2rem; } dd { margin-bottom: .6rem; } }`;

/** A paper as a page of its own that prints on A4 and needs nothing from elsewhere. */
export function writeHtml({ title, note, parts }: Paper): string {
  const body = groups(parts).map((group) =>
    Array.isArray(group)
      ? `<dl>\n${group.map(({ label, value }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value ?? '')}</dd>`).join('\n')}\n</dl>`
      : `<p>${escapeHtml(group.text)}</p>`,
  );
  return [
    '<!doctype html>',
    '<html lang="tg">',
    `<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title><style>${style}</style></head>`,
    '<body>',
    ...(note === null ? [] : [`<p class="note">${escapeHtml(note)}</p>`]),
    `<h1>${escapeHtml(title)}</h1>`,
    ...body,
    '</body>',
    '</html>\n',
  ].join('\n');
}

type Field = Extract<PaperPart, { kind: 'field' }>;

/** Fields that follow each other are one list. */
function groups(parts: readonly PaperPart[]): (Field[] | Extract<PaperPart, { kind: 'text' }>)[] {
  const found: (Field[] | Extract<PaperPart, { kind: 'text' }>)[] = [];
  for (const part of parts) {
    const last = found.at(-1);
    if (part.kind === 'text') found.push(part);
    else if (Array.isArray(last)) last.push(part);
    else found.push([part]);
  }
  return found;
}
