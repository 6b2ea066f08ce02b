import type { z } from 'zod';
import { fillFormReply, fillFormRequest, formPaperRequest, formsReply } from './forms.ts';
import { draftReply, draftRequest, letterPaperRequest, lettersReply } from './letters.ts';
import { documentReply, noticeReply, noticeRequest } from './notices.ts';
import {
  checkReply,
  checkRequest,
  translationReply,
  translationRequest,
  transliterationReply,
  transliterationRequest,
  wordBookReply,
} from './texts.ts';

export type { Turn } from './forms.ts';
export type { Tone } from './letters.ts';
export type { PaperFormat, Piece } from './shared.ts';
export type { Language, Script } from './texts.ts';

/** An operation of `/v1/soro`: what it takes and what it gives. */
export interface TaskOperation {
  readonly method: 'get' | 'post';
  readonly path: `/v1/soro/${string}`;
  readonly summary: string;
  readonly request?: z.ZodType;
  readonly response?: z.ZodType;
  /** Where the answer is a file: its media types. */
  readonly files?: readonly string[];
  /** Where the request is a file. */
  readonly upload?: true;
}

export const paperMediaTypes = {
  html: 'text/html; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  text: 'text/plain; charset=utf-8',
} as const;

/** Everything at `/v1/soro`: nothing that is sent there is stored. */
export const taskOperations = {
  forms: {
    method: 'get',
    path: '/v1/soro/forms',
    summary: 'The forms that come with Soro',
    response: formsReply,
  },
  fillForm: {
    method: 'post',
    path: '/v1/soro/forms/fill',
    summary: 'Fill a form from a person’s own words, and say what to ask next',
    request: fillFormRequest,
    response: fillFormReply,
  },
  formPaper: {
    method: 'post',
    path: '/v1/soro/forms/paper',
    summary: 'A filled form as a page that prints, a Word file or text',
    request: formPaperRequest,
    files: Object.values(paperMediaTypes),
  },
  notice: {
    method: 'post',
    path: '/v1/soro/notices',
    summary: 'What a notice says, asks, by when, where and how much',
    request: noticeRequest,
    response: noticeReply,
  },
  reminder: {
    method: 'post',
    path: '/v1/soro/notices/reminder',
    summary: 'The days of a notice as an iCalendar file; 404 where it names none',
    request: noticeRequest,
    files: ['text/calendar; charset=utf-8'],
  },
  document: {
    method: 'post',
    path: '/v1/soro/documents',
    summary: 'The text of a file (PDF, DOCX, ODT, HTML, text) by its sections; ?name= tells its name',
    upload: true,
    response: documentReply,
  },
  letters: {
    method: 'get',
    path: '/v1/soro/letters',
    summary: 'The kinds of letters that can be drafted',
    response: lettersReply,
  },
  draft: {
    method: 'post',
    path: '/v1/soro/letters/draft',
    summary: 'A draft of a letter from a person’s own words',
    request: draftRequest,
    response: draftReply,
  },
  letterPaper: {
    method: 'post',
    path: '/v1/soro/letters/paper',
    summary: 'A draft as a page that prints, a Word file or text; marked as a draft while blanks are left',
    request: letterPaperRequest,
    files: Object.values(paperMediaTypes),
  },
  check: {
    method: 'post',
    path: '/v1/soro/texts/check',
    summary: 'Slips of spelling and grammar with their reasons; style as suggestions',
    request: checkRequest,
    response: checkReply,
  },
  translate: {
    method: 'post',
    path: '/v1/soro/translations',
    summary: 'A sentence from the translation memory, or its words from the word book',
    request: translationRequest,
    response: translationReply,
  },
  wordBook: {
    method: 'get',
    path: '/v1/soro/word-book',
    summary: 'The whole word book, Tajik, Russian and English, to be kept by who is often without the server',
    response: wordBookReply,
  },
  transliterate: {
    method: 'post',
    path: '/v1/soro/transliterations',
    summary: 'A Tajik text in another script: Cyrillic, Latin, Persian',
    request: transliterationRequest,
    response: transliterationReply,
  },
} as const satisfies Record<string, TaskOperation>;

export type TaskName = keyof typeof taskOperations;
type Operations = typeof taskOperations;

/** What an operation takes, as a client writes it. */
export type TaskRequest<Name extends TaskName> = Operations[Name] extends {
  request: infer Schema extends z.ZodType;
}
  ? z.input<Schema>
  : undefined;

/** What an operation answers, where that is JSON. */
export type TaskReply<Name extends TaskName> = Operations[Name] extends {
  response: infer Schema extends z.ZodType;
}
  ? z.output<Schema>
  : never;
