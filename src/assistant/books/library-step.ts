import type { Citation } from '../../chat/index.ts';
import type { Evidence, LibraryScope } from '../../library/index.ts';
import { withoutPoliteness } from '../talk/talk-step.ts';
import type { Knowledge, Outcome, Step, StepContext, Understood } from '../types.ts';
import { citationOf } from './citation.ts';
import { articlePages, bestOnPage } from './found-pages.ts';
import { asksForTerm, asksForTitle, findPrepared } from './prepared-question.ts';
import { comparison, firstSentences } from './topic-answers.ts';

const mostPassages = 3;
const mostNearest = 3;

/** What the books answer: a question that an article has ready, or a sentence of a page. */
export const libraryStep: Step = {
  name: 'library',
  run(understood, context) {
    const { knowledge } = context;
    if (knowledge === undefined) return { facts: ['no library'] };
    const find = (question: string) => knowledge.findEvidence(question, scopeOf(context));
    const asked = questionOf(understood);
    const evidence = find(asked);
    const facts = evidence.steps.flatMap(({ name, facts: seen }) => seen.map((fact) => `${name}: ${fact}`));
    const outcome =
      comparison(asked, find, knowledge) ??
      firstSentences(asked, find, knowledge) ??
      preparedText(understood, evidence, knowledge) ??
      preparedAnswer(understood, evidence, knowledge) ??
      termOf(understood, evidence, knowledge) ??
      (evidence.decision === 'answer' ? undefined : summaryOf(understood, evidence, knowledge)) ??
      firstSentence(evidence);
    return outcome === undefined
      ? { facts }
      : { outcome: withUnderstood(outcome, readAs(understood)), facts };
  },
};

/** Passages about a question that no sentence answers for certain, or plainly that the books do not say it. */
export const passagesStep: Step = {
  name: 'passages',
  run(understood, context) {
    const { knowledge, options, isSmallModel } = context;
    if (knowledge === undefined) return { facts: ['no library'] };
    const evidence = knowledge.findEvidence(questionOf(understood), scopeOf(context));
    const unknown = unknownWord(understood, evidence);
    if (unknown !== undefined) {
      const text = `«${unknown}»-ро дар луғат ва китобҳоям наёфтам. Аз луғати тафсирӣ ҷӯед ё аз муаллим пурсед.`;
      return { outcome: { kind: 'none', text, citations: [] }, facts: [`no book has «${unknown}»`] };
    }
    if (evidence.decision !== 'none' && asksForKnowledge(understood)) {
      const citations = distinct(evidence).map((sentence, index) => citationOf(sentence, index + 1));
      const lines = citations.map((citation) => `• «${citation.quote}» [${citation.number}]`);
      const text = `Дар китобҳо дар ин бора чунин гуфта шудааст:\n${lines.join('\n')}`;
      const outcome: Outcome = { kind: 'passages', text, citations };
      return {
        outcome: withUnderstood(outcome, readAs(understood)),
        facts: [`${citations.length} passages`],
      };
    }
    const isBeyondModel = isSmallModel === true && asksAboutTheWorld(understood);
    if (options.onlyFromBooks !== true && !isBeyondModel)
      return { facts: ['the books do not say anything about it'] };
    const outcome: Outcome = { kind: 'none', text: notInBooks(evidence), citations: [] };
    return {
      outcome: withUnderstood(outcome, readAs(understood)),
      facts: [options.onlyFromBooks === true ? 'only books may answer' : 'the model is too small to know it'],
    };
  },
};

function scopeOf({ options: { bookIds } }: StepContext): LibraryScope {
  return bookIds === undefined ? {} : { bookIds };
}

function questionOf(understood: Understood): string {
  return understood.followUp === undefined ? withoutPoliteness(understood) : understood.question;
}

/** What to say was understood; nothing where it is what was typed. */
function readAs({ restored, typed, followUp, question }: Understood): string | undefined {
  return restored === typed && followUp === undefined ? undefined : question;
}

const factWords = 'чаро|барои чӣ|кай|кадом|куҷо|кӣ|киҳо|чанд|чист|кист';
/** What begins with one of these: «кадоме», «куҷост», «чӣ тавр». */
const knowledgeWords = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${factWords}|чӣ|чиро|чихел|дар бораи|фаҳмон|шарҳ деҳ|шарҳ диҳ|нақл кун)`,
  'u',
);
/** These words as they are. */
const worldWords = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${factWords}|аз чӣ|чӣ (?:тавр|хел|гуна)|чистанд|кистанд)(?![\p{L}\p{M}])`,
  'u',
);
const persons = /(?<![\p{L}\p{M}])(?:шумо|ту|ман|маро|мо)(?![\p{L}\p{M}])/u;

/** A question or a wish to be told about something; «шеър гӯед» and «нависед» are neither. */
function asksForKnowledge({ folded, restored }: Understood): boolean {
  return restored.includes('?') || knowledgeWords.test(folded);
}

/** A quoted word or saying whose meaning is asked for and that no passage found holds: what they say is of other things. */
function unknownWord({ restored, folded }: Understood, { sentences }: Evidence): string | undefined {
  const quoted = /«(?<word>[^»]{2,60})»/u.exec(restored)?.groups?.word;
  if (quoted === undefined || !/маъно|мефаҳмон|яъне чӣ|шарҳ/u.test(folded)) return undefined;
  const beginning = quoted.toLowerCase().slice(0, Math.max(4, quoted.length - 2));
  const isThere = sentences.some(({ page, quote }) =>
    page.text.slice(quote.start, quote.end).toLowerCase().includes(beginning),
  );
  return isThere ? undefined : quoted;
}

/** A question that a fact would answer, in Tajik. What is asked of the writer themselves («шумо», «ту») is talk. */
function asksAboutTheWorld({ folded, restored, language }: Understood): boolean {
  const isQuestion = worldWords.test(folded) || restored.trimEnd().endsWith('?');
  return language === 'tajik' && isQuestion && !persons.test(folded);
}

function firstSentence({ decision, sentences: [best] }: Evidence): Outcome | undefined {
  if (decision !== 'answer' || best === undefined) return undefined;
  const citation = citationOf(best, 1);
  return { kind: 'book', text: `${citation.quote} [1]`, citations: [citation] };
}

/** The definition that an article gives of a term that is asked for. */
function termOf(understood: Understood, evidence: Evidence, knowledge: Knowledge): Outcome | undefined {
  const asked = questionOf(understood);
  for (const { book, page } of articlePages(evidence)) {
    const terms = knowledge.article(page.bookId, page.number)?.terms ?? [];
    const found = terms.find(({ term }) => asksForTerm(asked, term));
    if (found === undefined) continue;
    const text = `${found.term}: ${found.definition}`;
    return cited(`${text.slice(0, 1).toUpperCase()}${text.slice(1)}`, bestOnPage(evidence, book, page));
  }
  return undefined;
}

/** The summary of an article whose title is what is asked for. */
function summaryOf(understood: Understood, evidence: Evidence, knowledge: Knowledge): Outcome | undefined {
  const asked = questionOf(understood);
  for (const { book, page } of articlePages(evidence)) {
    const article = knowledge.article(page.bookId, page.number);
    if (article === undefined || article.summary === '' || !asksForTitle(asked, article.title)) continue;
    return cited(article.summary, bestOnPage(evidence, book, page));
  }
  return undefined;
}

/** The answer that an article of the pages found has ready for this question in other words. */
function preparedAnswer(
  understood: Understood,
  evidence: Evidence,
  knowledge: Knowledge,
): Outcome | undefined {
  const ready = articlePages(evidence).flatMap(({ book, page }) => {
    const article = knowledge.article(page.bookId, page.number);
    return (article?.questions ?? []).map((prepared) => ({ ...prepared, book, page }));
  });
  const found = findPrepared(questionOf(understood), ready);
  const own = ready.find(
    (one) => one.question === found?.prepared.question && one.evidence === found.prepared.evidence,
  );
  if (own === undefined) return undefined;
  const start = own.page.text.indexOf(own.evidence);
  if (start < 0) return undefined;
  const quote = { bookId: own.page.bookId, page: own.page.number, start, end: start + own.evidence.length };
  const citation = citationOf({ ...own, quote, answerSpans: [] }, 1);
  return cited(own.answer, citation);
}

function withUnderstood(outcome: Outcome, understood: string | undefined): Outcome {
  return understood === undefined ? outcome : { ...outcome, understood };
}

/** Log-odds below the best at which a sentence is no longer about the question. */
const widestMargin = 2.5;

/** The best sentences, no two of one place, none far below the first. */
function distinct({ sentences }: Evidence): Evidence['sentences'] {
  const seen = new Set<string>();
  const best = Math.max(...sentences.map(({ score }) => score));
  return sentences
    .filter(({ score, quote: { bookId, page, start } }) => {
      if (score < best - widestMargin) return false;
      const key = `${bookId} ${page} ${start}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, mostPassages);
}

/** What is said where the books do not answer: the nearest titles, and whom to ask. */
function notInBooks({ nearest }: Evidence): string {
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
  if (best === undefined || evidence.decision === 'none') return undefined;
  if (followUp === undefined || followUp.kind === 'question') return undefined;
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
