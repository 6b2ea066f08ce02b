import type { AnswerKind, ChatMessage, Citation, GroundingOptions } from '../chat/index.ts';
import type { Evidence, LibraryScope, Page } from '../library/index.ts';
import type { OfficeTexts } from '../office/index.ts';
import type { ToolContext } from '../tools/index.ts';
import type { PreparedQuestion } from './books/prepared-question.ts';

/** The steps in the order in which they are asked; the first that answers ends the line. */
export const stepNames = [
  'limits',
  'tutor',
  'tools',
  'office',
  'talk',
  'text',
  'memory',
  'library',
  'word-book',
  'passages',
] as const;

export type StepName = 'understand' | (typeof stepNames)[number] | 'model';

/** What a step saw and why it answered or passed: one fact a line, to be printed. */
export interface StepRecord {
  readonly name: StepName;
  readonly answered: boolean;
  readonly facts: readonly string[];
}

/** A question with what the conversation says about it. */
export interface Understood {
  /** The last message as it was typed. */
  readonly typed: string;
  /** In Cyrillic with Tajik letters. */
  readonly restored: string;
  /** Lower case, marks as spaces: what patterns are matched against. */
  readonly folded: string;
  /** The question to be answered: a follow-up is put together with what it follows. */
  readonly question: string;
  readonly followUp: FollowUp | undefined;
  readonly language: 'tajik' | 'russian' | 'english' | 'other';
  /** Everything before the last message. */
  readonly before: readonly ChatMessage[];
}

/** What a message that cannot stand alone asks of the one before. */
export interface FollowUp {
  readonly kind: 'question' | 'simpler' | 'example' | 'shorter' | 'more';
  /** The question before, as the user asked it. */
  readonly previous: string;
}

/** What the assistant answers without the model. */
export interface Outcome {
  readonly kind: AnswerKind;
  readonly text: string;
  readonly tool?: string;
  /** What a following «ва боз 10 зам кун» continues from. */
  readonly value?: string;
  /** What was understood, where it is not what was typed. */
  readonly understood?: string;
  readonly citations: readonly Citation[];
}

/** Where the assistant looks things up. */
export interface Knowledge {
  findEvidence(question: string, scope: LibraryScope): Evidence;
  page(bookId: string, number: number): Page | undefined;
  /** Prepared texts of the article that a page is: none for pages of a file. */
  article(bookId: string, page: number): PreparedArticle | undefined;
}

export interface PreparedArticle {
  readonly title: string;
  readonly summary: string;
  readonly simple: string;
  readonly terms: readonly { readonly term: string; readonly definition: string }[];
  readonly questions: readonly PreparedQuestion[];
}

/** What every step may use. */
export interface StepContext {
  readonly knowledge: Knowledge | undefined;
  readonly clock: ToolContext['clock'];
  readonly options: GroundingOptions;
  /** The organisation's own letters and sentences; without them those that come with Soro. */
  readonly office?: OfficeTexts | undefined;
  /** The model is too small to know things: questions about the world are not left to it. */
  readonly isSmallModel?: boolean;
}

/** One step: its outcome, or nothing, and what it saw. */
export interface StepResult {
  readonly outcome?: Outcome;
  readonly facts: readonly string[];
}

export interface Step {
  readonly name: (typeof stepNames)[number];
  run(understood: Understood, context: StepContext): StepResult;
}
