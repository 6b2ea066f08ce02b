/** What the school's server sends, as the page uses it. The server checks what the page sends. */
export type Role = 'local' | 'pupil' | 'teacher' | 'administrator';
export type Script = 'Cyrl' | 'Arab' | 'Latn';

export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
  readonly script: Script;
  readonly language: 'tg' | 'ru' | 'en' | null;
  readonly mustChangePassword: boolean;
}

export interface PupilClass {
  readonly id: string;
  readonly name: string;
  readonly teacherMayRead: boolean;
  readonly tutor: 'off' | 'hints-first';
  readonly subjects: readonly string[];
  readonly open: boolean;
  /** Milliseconds since 1970. */
  readonly opensAt: number | null;
}

export interface Session {
  /** `completions`: a server without accounts and conversations, only the OpenAI-compatible API. */
  readonly mode: 'open' | 'set-up' | 'school' | 'completions';
  readonly csrf: string;
  readonly school: { readonly name: string };
  readonly pinPictures: readonly string[];
  readonly person: Person | null;
  readonly class: PupilClass | null;
}

export interface Conversation {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly leafId: string | null;
  readonly teacherMayRead: boolean;
}

export type AnswerState =
  | 'waiting'
  | 'writing'
  | 'complete'
  | 'cut-short'
  | 'stopped'
  | 'interrupted'
  | 'failed';

export interface Question {
  readonly id: string;
  readonly parentId: string | null;
  readonly role: 'user';
  readonly text: string;
  readonly createdAt: number;
  readonly clientId: string;
}

export interface ServerFormula {
  /** As it stands in the text, with its signs. */
  readonly source: string;
  readonly display: boolean;
  readonly mathml: string;
}

export interface Correction {
  readonly text: string;
  readonly createdAt: number;
}

export interface Answer {
  readonly id: string;
  readonly parentId: string | null;
  readonly role: 'assistant';
  readonly text: string;
  readonly script: Script;
  readonly createdAt: number;
  readonly state: AnswerState;
  readonly error: string | null;
  readonly formulas: readonly ServerFormula[];
  readonly droppedMessages: number;
  readonly correction: Correction | null;
}

export type Message = Question | Answer;

export interface ConversationWithMessages extends Conversation {
  readonly messages: readonly Message[];
}

/** A better reading of what was typed: letters restored, or another script understood. */
export interface Suggestion {
  readonly kind: 'letters' | 'latin' | 'persian';
  readonly original: string;
  readonly meant: string;
  readonly script: Script;
}

/** What happens while an answer is followed. */
export type AnswerEvent =
  | { readonly type: 'queue'; readonly position: number; readonly seconds: number | null }
  | { readonly type: 'moment' }
  | { readonly type: 'formula'; readonly source: string; readonly mathml: string }
  /** The server has less than it had told: the text comes anew. */
  | { readonly type: 'reset' }
  | { readonly type: 'text'; readonly text: string; readonly end: number }
  | { readonly type: 'finish'; readonly answer: Answer }
  /** The line is down; it is tried again. */
  | { readonly type: 'lost' }
  | { readonly type: 'found' };
