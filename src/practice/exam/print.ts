import { escapeHtml } from '../../core/escape.ts';
import { answerText } from '../items/answer-text.ts';
import type { Item } from '../items/item.ts';
import { type Paper, questionsOf } from './draw.ts';

const letters = 'ABCDEFGHIJ';

const style = `
  body { font: 11pt/1.4 "Noto Serif", "DejaVu Serif", serif; max-width: 180mm; margin: 8mm auto; color: #000; background: #fff; }
  h1 { font-size: 15pt; } h2 { font-size: 13pt; margin-top: 1.5em; }
  .page { break-before: page; }
  .question { break-inside: avoid; margin: 0.8em 0; }
  .entries { margin: 0.2em 0 0 1.6em; padding: 0; list-style: none; }
  .pairs { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2em; }
  .line { display: inline-block; border-bottom: 1px solid #000; min-width: 60mm; }
  table { border-collapse: collapse; width: 100%; } td, th { border: 1px solid #000; padding: 1mm 2mm; text-align: left; }
  td:first-child { width: 10mm; } @page { size: A4; margin: 14mm; }`;

/** A paper to be printed: questions, an answer sheet, and the key, each on pages of its own. */
export function printPaper(paper: Paper, withKey: boolean): string {
  const questions = questionsOf(paper);
  const heading = `${escapeHtml(paper.title)} · варианти ${paper.variant}`;
  let section = '';
  const body = questions.map((question) => {
    const title = question.section === section ? '' : `<h2>${escapeHtml(question.section)}</h2>`;
    section = question.section;
    return `${title}<div class="question"><b>${question.number}.</b> ${escapeHtml(question.item.question)}${entriesOf(question.item)}</div>`;
  });
  const sheet = questions.map(({ number, item }) => `<tr><td>${number}</td><td>${blanksOf(item)}</td></tr>`);
  const key = questions.map(
    ({ number, item }) =>
      `<tr><td>${number}</td><td>${escapeHtml(keyOf(item))}</td><td>${escapeHtml(item.why ?? '')}</td></tr>`,
  );
  const minutes = paper.minutes === null ? '' : `<p>Вақт: ${paper.minutes} дақиқа.</p>`;
  const who =
    '<p>Ному насаб: <span class="line"></span> Синф: <span class="line" style="min-width:20mm"></span></p>';
  return `<!doctype html>
<html lang="tg"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${heading}</title><style>${style}</style></head><body>
<h1>${heading}</h1>${minutes}
${body.join('\n')}
<section class="page"><h1>Варақаи ҷавобҳо · варианти ${paper.variant}</h1>${who}<table>${sheet.join('\n')}</table></section>
${withKey ? `<section class="page"><h1>Калид · варианти ${paper.variant}</h1><table>${key.join('\n')}</table></section>` : ''}
</body></html>
`;
}

function entriesOf(item: Item): string {
  const list = (entries: readonly string[], mark: (place: number) => string) =>
    `<ul class="entries">${entries.map((entry, place) => `<li>${mark(place)} ${escapeHtml(entry)}</li>`).join('')}</ul>`;
  const lettered = (entries: readonly string[]) => list(entries, (place) => `${letters[place]})`);
  switch (item.kind) {
    case 'single-choice':
    case 'several-right':
      return lettered(item.options);
    case 'order':
      return lettered(item.parts);
    case 'matching':
      return `<div class="pairs">${list(item.left, (place) => `${place + 1}.`)}${lettered(item.right)}</div>`;
    case 'number':
      return item.unit === null ? '' : ` <i>(${escapeHtml(item.unit)})</i>`;
    case 'short-text':
    case 'gap':
      return '';
  }
}

function blanksOf(item: Item): string {
  switch (item.kind) {
    case 'single-choice':
    case 'several-right':
      return item.options.map((_, place) => `☐ ${letters[place]}`).join(' &emsp; ');
    case 'matching':
      return item.left.map((_, place) => `${place + 1} – ____`).join(' &emsp; ');
    case 'order':
      return item.parts.map(() => '____').join(' → ');
    default:
      return '<span class="line"></span>';
  }
}

function keyOf(item: Item): string {
  if (item.kind === 'matching')
    return item.answer.map((place, left) => `${left + 1}-${letters[place]}`).join(' ');
  if (item.kind === 'order') return item.answer.map((place) => letters[place]).join(' ');
  return answerText(item);
}
