import { findCandidates } from '../search/candidates.ts';
import { type TermIndex, weighTerms } from '../search/term-index.ts';
import { selectBook } from '../store/books.ts';
import type { LibraryDatabase } from '../store/database.ts';
import { type Question, understandQuestion } from '../text/question.ts';
import type { Evidence, EvidenceDecision, EvidenceSentence, EvidenceStep, LibraryScope } from '../types.ts';
import { findAnswerSpans } from './answer-spans.ts';
import { gateRow, type RankedSentence, type Ranking, rank } from './rank.ts';
import { type Ranker, ranker } from './ranker.ts';
import { scoreTrees } from './trees.ts';

/** How a question is looked up. */
export interface EvidenceOptions extends LibraryScope {
  /** How many sentences are given; 5 by default. */
  readonly limit?: number;
}

const usualLimit = 5;

/** Finds the sentences of the library that answer a question, and decides whether they do. */
export function findEvidence(
  database: LibraryDatabase,
  asked: string,
  { limit = usualLimit, ...scope }: EvidenceOptions = {},
): Evidence {
  const models = ranker();
  const question = understandQuestion(asked);
  const terms = weighTerms(database, question);
  const candidates = findCandidates(database, terms, scope);
  const ranking = rank(candidates, question, terms, models);
  const gate = decide(ranking, terms, models);
  const bookOf = (id: string) => {
    const book = selectBook(database, id);
    return book ? [book] : [];
  };
  const sentences = ranking.sentences.slice(0, limit).flatMap((sentence) =>
    bookOf(sentence.page.match.candidate.page.bookId).map((book) => ({
      book,
      ...toEvidence(sentence, question),
    })),
  );
  const nearest = ranking.pages
    .slice(0, 3)
    .flatMap(({ match: { candidate } }) =>
      bookOf(candidate.page.bookId).map((book) => ({ book, page: candidate.page })),
    );
  return {
    question: asked,
    understood: question.understood,
    kinds: question.kinds,
    ...gate,
    sentences,
    nearest,
    steps: explain(question, terms, ranking, gate, models),
  };
}

interface GateResult {
  readonly decision: EvidenceDecision;
  readonly answerProbability: number;
  readonly aboutProbability: number;
}

function decide(ranking: Ranking, terms: TermIndex, models: Ranker): GateResult {
  if (ranking.sentences.length === 0) return { decision: 'none', answerProbability: 0, aboutProbability: 0 };
  const row = gateRow(ranking, terms);
  const answerProbability = logistic(scoreTrees(models.answer.trees, row));
  const aboutProbability = logistic(scoreTrees(models.about.trees, row));
  const decision =
    answerProbability >= models.answer.threshold
      ? 'answer'
      : aboutProbability >= models.about.threshold
        ? 'passages'
        : 'none';
  return { decision, answerProbability, aboutProbability };
}

function toEvidence(
  { page, measured, score }: RankedSentence,
  question: Question,
): Omit<EvidenceSentence, 'book'> {
  const { sentence } = measured.match;
  const own = page.match.candidate.page;
  return {
    page: own,
    quote: { bookId: own.bookId, page: own.number, start: sentence.start, end: sentence.end },
    answerSpans: findAnswerSpans(sentence, measured.match, question),
    score,
  };
}

function explain(
  question: Question,
  { terms }: TermIndex,
  { pages, sentences }: Ranking,
  gate: GateResult,
  models: Ranker,
): EvidenceStep[] {
  const place = (page: { readonly section: readonly string[]; readonly number: number }) =>
    [...page.section, page.number].join(' › ');
  return [
    {
      name: 'understand',
      facts: [
        `looked for as: ${question.understood}`,
        `asks for: ${question.kinds.join(', ') || 'nothing in particular'}`,
        ...terms.map(
          ({ surface, stems, pages: count, rarity }) =>
            `${surface}: ${[...stems].join('/')}, on ${count} pages, rarity ${rarity.toFixed(2)}`,
        ),
      ],
    },
    {
      name: 'slips',
      facts: terms
        .filter(({ similar, related }) => similar.length + related.length > 0)
        .map(({ surface, similar, related }) => {
          const words = [...related.map(({ stem, weight }) => ({ plain: stem, weight })), ...similar];
          const shown = words.slice(0, 6).map(({ plain, weight }) => `${plain} ${weight.toFixed(2)}`);
          return `${surface} ~ ${shown.join(', ')}`;
        }),
    },
    {
      name: 'candidates',
      facts: pages
        .toSorted((one, other) => other.firstScore - one.firstScore)
        .slice(0, 8)
        .map(({ match: { candidate }, firstScore }) => `${firstScore.toFixed(2)}  ${place(candidate.page)}`),
    },
    {
      name: 'pages',
      facts: pages
        .slice(0, 5)
        .map(({ match: { candidate }, score }) => `${score.toFixed(2)}  ${place(candidate.page)}`),
    },
    {
      name: 'sentences',
      facts: sentences
        .slice(0, 5)
        .map(({ score, measured }) => `${score.toFixed(2)}  ${measured.match.sentence.text}`),
    },
    {
      name: 'gate',
      facts: [
        `answers: ${gate.answerProbability.toFixed(3)} (from ${models.answer.threshold.toFixed(3)} on)`,
        `says something about it: ${gate.aboutProbability.toFixed(3)} (from ${models.about.threshold.toFixed(3)} on)`,
        `decision: ${gate.decision}`,
      ],
    },
  ];
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
