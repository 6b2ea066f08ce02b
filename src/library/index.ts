export { type Article, articleSchema } from './article.ts';
export type {
  Book,
  BookDetails,
  Evidence,
  EvidenceDecision,
  EvidenceSentence,
  EvidenceStep,
  LibraryScope,
  Page,
  PageHit,
  QuestionKind,
  Quote,
  ReviewState,
  Span,
} from './types.ts';
