import type * as contract from '../../../src/school/contract/index.ts';

// What the school's server sends is written down once, in its contract. Here are the page's names for it, and what
// only the page knows.
export type {
  Answer,
  AnswerScript as Script,
  AnswerState,
  Book,
  BookDetails,
  BookPage,
  BookSection,
  Citation,
  Conversation,
  Correction,
  Grounding,
  Message,
  PageLanguage,
  Pin,
  Question,
  Role,
  Upload,
} from '../../../src/school/contract/index.ts';

export type Person = NonNullable<contract.Session['person']>;
export type PupilClass = NonNullable<contract.Session['class']>;
export type ServerFormula = contract.Answer['formulas'][number];
export type ConversationWithMessages = Omit<contract.ReplyOf<'GET /api/conversations/:id'>, 'owner'>;
/** A better reading of what was typed: letters restored, or another script understood. */
export type Suggestion = NonNullable<contract.ReplyOf<'POST /api/meaning'>['suggestion']>;

/** `completions`: a server without accounts and conversations, only the OpenAI-compatible API. */
export type Session = Omit<contract.Session, 'mode' | 'conversations' | 'model' | 'limits'> & {
  readonly mode: contract.Mode | 'completions';
};

/** What happens while an answer is followed. */
export type AnswerEvent =
  | ({ readonly type: 'queue' } & contract.AnswerEvents['queue'])
  | { readonly type: 'moment' }
  | ({ readonly type: 'formula' } & Pick<ServerFormula, 'source' | 'mathml'>)
  /** The server has less than it had told: the text begins again. */
  | { readonly type: 'reset' }
  /** What the answer rests on. */
  | { readonly type: 'grounding'; readonly grounding: contract.Grounding }
  | { readonly type: 'text'; readonly text: string; readonly end: number }
  | { readonly type: 'finish'; readonly answer: contract.Answer }
  /** The line is down; it is tried again. */
  | { readonly type: 'lost' }
  | { readonly type: 'found' };
