export type { AddedBook, AddOptions } from './add-book.ts';
export { type Article, articleSchema } from './article.ts';
export type { EvidenceOptions } from './evidence/find-evidence.ts';
export { type BookSection, type Library, type OpenOptions, openLibrary } from './library.ts';
export { readFileApart, readLimits } from './reading/read-file.ts';
export { BookRefusedError, type RefusalReason, refusalReasons } from './refusal.ts';
export type { StoredArticle } from './store/books.ts';
export type { Review } from './store/reviews.ts';
export {
  type Book,
  type BookDetails,
  type Evidence,
  type EvidenceDecision,
  type EvidenceSentence,
  type EvidenceStep,
  type GivenDetails,
  type LibraryScope,
  type Page,
  type PageHit,
  type QuestionKind,
  type Quote,
  questionKinds,
  type ReviewState,
  reviewStates,
  type Span,
} from './types.ts';
