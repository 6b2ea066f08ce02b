import type {
  Answer,
  AnswerEvent,
  Conversation,
  ConversationWithMessages,
  Question,
  Script,
  Suggestion,
} from './types.ts';

export interface NewQuestion {
  readonly clientId: string;
  readonly parentId: string | null;
  readonly text: string;
  /** The person took a suggestion; `original` is what was typed. */
  readonly meant?: { readonly original: string; readonly kind: Suggestion['kind'] };
  readonly script?: Script;
  /** Only this book is asked. */
  readonly bookId?: string;
}

export interface Asked {
  readonly question: Question;
  readonly answer: Answer;
  readonly conversation: Conversation;
}

export interface SearchResult {
  readonly conversationId: string;
  readonly title: string;
  readonly messageId: string;
  readonly snippet: readonly { readonly text: string; readonly hit: boolean }[];
}

export interface ConversationPage {
  readonly conversations: readonly Conversation[];
  readonly more: boolean;
}

/** Where conversations live. Everything rejects with ServerError. */
export interface ConversationService {
  list(before?: string): Promise<ConversationPage>;
  create(clientId: string): Promise<Conversation>;
  open(id: string): Promise<ConversationWithMessages>;
  change(id: string, change: { title?: string; leafId?: string }): Promise<Conversation>;
  remove(id: string, pageCloses?: boolean): Promise<void>;
  ask(conversationId: string, question: NewQuestion): Promise<Asked>;
  answerAgain(questionId: string, clientId: string): Promise<Answer>;
  goOn(answerId: string, clientId: string): Promise<Answer>;
  stop(answerId: string, pageCloses?: boolean): Promise<void>;
  follow(answerId: string, after: number, signal: AbortSignal): AsyncGenerator<AnswerEvent>;
  meaning(text: string, signal: AbortSignal): Promise<Suggestion | null>;
  search(query: string, signal: AbortSignal): Promise<readonly SearchResult[]>;
}
