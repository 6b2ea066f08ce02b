import type { Citation } from '../../chat/index.ts';
import type { Evidence, LibraryScope } from '../../library/index.ts';
import { withoutPoliteness } from '../talk/talk-step.ts';
import type { Knowledge, Outcome, Step, StepContext, StepResult, Understood } from '../types.ts';
import { citationOf } from './citation.ts';

const mostPassages = 3;
const mostNearest = 3;

/** What the books say: an answer, passages about it, or plainly that they do not. */
export const libraryStep: Step = {
  name: 'library',
  run(understood, context) {
    const { knowledge } = context;
    if (knowledge === undefined) return { facts: ['no library'] };
    const question = understood.followUp === undefined ? withoutPoliteness(understood) : understood.question;
    const evidence = knowledge.findEvidence(question, scopeOf(context));
    const facts = evidence.steps.flatMap(({ name, facts: seen }) => seen.map((fact) => `${name}: ${fact}`));
    return { ...decide(understood, evidence, knowledge, context), facts };
  },
};

function scopeOf({ options }: StepContext): LibraryScope {
  return options.bookIds === undefined ? {} : { bookIds: options.bookIds };
}

function decide(
  understood: Understood,
  evidence: Evidence,
  knowledge: Knowledge,
  { options }: StepContext,
): Omit<StepResult, 'facts'> {
  const asked =
    understood.restored === understood.typed && understood.followUp === undefined
      ? undefined
      : understood.question;
  const [best] = evidence.sentences;
  if (best !== undefined && evidence.decision !== 'none') {
    const prepared = preparedText(understood, evidence, knowledge);
    if (prepared !== undefined) return { outcome: withUnderstood(prepared, asked) };
  }
  if (evidence.decision === 'answer' && best !== undefined) {
    const citation = citationOf(best, 1);
    const outcome: Outcome = { kind: 'book', text: `${citation.quote} [1]`, citations: [citation] };
    return { outcome: withUnderstood(outcome, asked) };
  }
  if (evidence.decision === 'passages') {
    const citations = distinct(evidence).map((sentence, index) => citationOf(sentence, index + 1));
    const lines = citations.map((citation) => `• «${citation.quote}» [${citation.number}]`);
    const outcome: Outcome = {
      kind: 'passages',
      text: `Дар китобҳо дар ин бора чунин гуфта шудааст:\n${lines.join('\n')}`,
      citations,
    };
    return { outcome: withUnderstood(outcome, asked) };
  }
  if (options.onlyFromBooks !== true) return {};
  return { outcome: withUnderstood({ kind: 'none', text: notInBooks(evidence), citations: [] }, asked) };
}

function withUnderstood(outcome: Outcome, understood: string | undefined): Outcome {
  return understood === undefined ? outcome : { ...outcome, understood };
}

/** The best sentences, no two of one place. */
function distinct({ sentences }: Evidence): Evidence['sentences'] {
  const seen = new Set<string>();
  return sentences
    .filter(({ quote: { bookId, page, start } }) => {
      const key = `${bookId} ${page} ${start}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, mostPassages);
}

/** What is said where the books do not answer: the nearest titles, and whom to ask. */
export function notInBooks({ nearest }: Pick<Evidence, 'nearest'>): string {
  const titles = [
    ...new Set(nearest.map(({ book, page }) => `«${page.section.at(-1) ?? book.title}» (${book.title})`)),
  ];
  const near =
    titles.length === 0 ? '' : ` Наздиктарин мавзуъҳо: ${titles.slice(0, mostNearest).join(', ')}.`;
  return `Дар китобҳои ман ба ин савол ҷавоб нест.${near} Аз муаллим пурсед ё саволро дигар хел нависед.`;
}

/** «Соддатар гӯед», «кӯтоҳтар», «мисол биёред»: what the article has ready, cited. */
function preparedText(
  { followUp }: Understood,
  evidence: Evidence,
  knowledge: Knowledge,
): Outcome | undefined {
  const [best] = evidence.sentences;
  if (best === undefined || followUp === undefined || followUp.kind === 'question') return undefined;
  const article = knowledge.article(best.quote.bookId, best.quote.page);
  const citation = citationOf(best, 1);
  if (article !== undefined && followUp.kind === 'simpler') return cited(article.simple, citation);
  if (article !== undefined && followUp.kind === 'shorter') return cited(article.summary, citation);
  const around = followUp.kind === 'example' ? exampleOnPage(evidence) : undefined;
  if (around !== undefined) return cited(around.quote, around);
  return cited(wholeParagraph(best.page.text, citation), citation);
}

/** A sentence of the best page that gives an example. */
function exampleOnPage({ sentences }: Evidence): Citation | undefined {
  const [best] = sentences;
  if (best === undefined) return undefined;
  const { text } = best.page;
  const match = /[^.!?\n]*(?<![\p{L}\p{M}])(?:масалан|мисол|чунончи)(?![\p{L}\p{M}])[^.!?\n]*[.!?]/iu.exec(
    text,
  );
  if (match === null) return undefined;
  const start = match.index + (match[0].length - match[0].trimStart().length);
  const end = match.index + match[0].length;
  return { ...citationOf(best, 1), start, end, quote: text.slice(start, end), highlights: [] };
}

function wholeParagraph(text: string, { start, end }: Citation): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const next = text.indexOf('\n', end);
  return text.slice(from, next === -1 ? text.length : next);
}

function cited(text: string, citation: Citation): Outcome {
  return { kind: 'book', text: `${text.trim()} [${citation.number}]`, citations: [citation] };
}
