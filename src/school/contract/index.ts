import type { z } from 'zod';
import type { apiKeySchema, auditEntrySchema, backupSchema, systemSchema } from './administration.ts';
import { administrationOperations } from './administration.ts';
import type {
  articleSchema,
  bookDetailsSchema,
  bookPageSchema,
  bookSchema,
  bookSectionSchema,
} from './books.ts';
import { bookOperations } from './books.ts';
import type { classSettingsSchema, followedSettingsSchema } from './class-settings.ts';
import type {
  classSchema,
  correctionSchema,
  markSchema,
  overviewSchema,
  pupilWithPinSchema,
} from './classes.ts';
import { classOperations, correctionOperations, pupilOperations } from './classes.ts';
import type {
  answerEvents,
  answerSchema,
  conversationSchema,
  messageSchema,
  pupilConversationSchema,
  questionSchema,
  shownCorrectionSchema,
} from './conversations.ts';
import { answerOperations, conversationOperations } from './conversations.ts';
import type { errorSchema } from './errors.ts';
import type { citationSchema, groundingSchema } from './grounding.ts';
import type { machineJobSchema, machineModelSchema, updatesSchema } from './machine/machine.ts';
import { machineOperations } from './machine/machine.ts';
import type { Operation } from './operation.ts';
import type { pupilSchema, staffSchema } from './people.ts';
import type { itemSchema, itemTopicSchema, lossSchema } from './practice/items.ts';
import { itemOperations } from './practice/items.ts';
import type {
  classPracticeSchema,
  feedbackSchema,
  practiceItemSchema,
  practiceSchema,
  shownItemSchema,
  todaySchema,
} from './practice/practice.ts';
import { practiceOperations } from './practice/practice.ts';
import { studyOperations, type studySchema } from './practice/studies.ts';
import type {
  liveSchema,
  sheetSchema,
  testResultsSchema,
  testSchema,
  testSettingsSchema,
} from './practice/tests.ts';
import { testOperations } from './practice/tests.ts';
import type { rulesSchema } from './rules.ts';
import { sessionOperations, type sessionSchema } from './session.ts';
import type { namedSchema } from './shared.ts';
import type { uploadSchema } from './uploads.ts';
import { uploadOperations } from './uploads.ts';

/**
 * Everything that the page and the server say to each other. The server's routes, their checks, the OpenAPI document
 * and the page's types come from here. The page may import types from this file and nothing else of the server.
 * Where two paths fit a request, the fixed one is before the one with a parameter.
 */
export const contract = {
  ...sessionOperations,
  ...conversationOperations,
  ...answerOperations,
  ...bookOperations,
  ...uploadOperations,
  ...classOperations,
  ...pupilOperations,
  ...correctionOperations,
  ...itemOperations,
  ...practiceOperations,
  ...testOperations,
  ...studyOperations,
  ...administrationOperations,
  ...machineOperations,
} as const;

export type Contract = typeof contract;
export type OperationKey = keyof Contract;

/** A value as it is read: what one side sends is not changed by the other. */
export type Fixed<Value> = Value extends (infer Item)[]
  ? readonly Fixed<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Fixed<Value[Key]> }
    : Value;

type SchemaOf<Op extends Operation, Part extends 'body' | 'query'> = Op extends {
  readonly [Key in Part]: infer Schema extends z.ZodType;
}
  ? Schema
  : undefined;

/** What a caller sends as the body; undefined where there is none. */
export type BodyOf<Key extends OperationKey> =
  SchemaOf<Contract[Key], 'body'> extends infer Schema extends z.ZodType ? Fixed<z.input<Schema>> : undefined;

/** What a caller may put behind the `?`. */
export type QueryOf<Key extends OperationKey> =
  SchemaOf<Contract[Key], 'query'> extends infer Schema extends z.ZodType
    ? Fixed<z.input<Schema>>
    : undefined;

/** What an operation answers; undefined where the answer has no content, `never` for files and events. */
export type ReplyOf<Key extends OperationKey> = Contract[Key]['reply'] extends {
  readonly kind: 'json';
  readonly schema: infer Schema extends z.ZodType;
}
  ? Fixed<z.output<Schema>>
  : Contract[Key]['reply'] extends { readonly kind: 'nothing' }
    ? undefined
    : never;

type Of<Schema extends z.ZodType> = Fixed<z.output<Schema>>;

export type { AnswerState } from './conversations.ts';
export type { ErrorCode } from './errors.ts';
export type { ImportReason } from './import-columns.ts';
export type { AuditAction } from './names/audit-actions.ts';
export type { AnswerScript, PageLanguage, Pin, Role } from './people.ts';
export type { Mode } from './session.ts';
export type Answer = Of<typeof answerSchema>;
/** The data of an answer's events, by the event's name. */
export type AnswerEvents = { readonly [Name in keyof typeof answerEvents]: Of<(typeof answerEvents)[Name]> };
export type ApiKey = Of<typeof apiKeySchema>;
export type AuditEntry = Of<typeof auditEntrySchema>;
export type Article = Of<typeof articleSchema>;
export type BookDetails = Of<typeof bookDetailsSchema>;
export type Book = Of<typeof bookSchema>;
export type BookPage = Of<typeof bookPageSchema>;
export type BookSection = Of<typeof bookSectionSchema>;
export type Backup = Of<typeof backupSchema>;
export type Citation = Of<typeof citationSchema>;
export type ClassSettings = Of<typeof classSettingsSchema>;
export type ClassPractice = Of<typeof classPracticeSchema>;
export type Feedback = Of<typeof feedbackSchema>;
export type Item = Of<typeof itemSchema>;
export type ItemLoss = Of<typeof lossSchema>;
export type ItemTopic = Of<typeof itemTopicSchema>;
export type LiveTest = Of<typeof liveSchema>;
export type PracticeItem = Of<typeof practiceItemSchema>;
export type Practice = Of<typeof practiceSchema>;
export type SchoolTest = Of<typeof testSchema>;
export type Sheet = Of<typeof sheetSchema>;
export type ShownItem = Of<typeof shownItemSchema>;
export type TestResults = Of<typeof testResultsSchema>;
export type TestSettings = Of<typeof testSettingsSchema>;
export type Today = Of<typeof todaySchema>;
export type FollowedSettings = Of<typeof followedSettingsSchema>;
export type Conversation = Of<typeof conversationSchema>;
export type Correction = Of<typeof shownCorrectionSchema>;
export type ErrorReply = Of<typeof errorSchema>;
export type Grounding = Of<typeof groundingSchema>;
export type KeptCorrection = Of<typeof correctionSchema>;
export type MachineJob = Of<typeof machineJobSchema>;
export type MachineModel = Of<typeof machineModelSchema>;
export type Message = Of<typeof messageSchema>;
export type Mark = Of<typeof markSchema>;
export type Named = Of<typeof namedSchema>;
export type Overview = Of<typeof overviewSchema>;
export type Pupil = Of<typeof pupilSchema>;
export type PupilConversation = Of<typeof pupilConversationSchema>;
export type PupilWithPin = Of<typeof pupilWithPinSchema>;
export type Question = Of<typeof questionSchema>;
export type Rules = Of<typeof rulesSchema>;
export type SchoolClass = Of<typeof classSchema>;
export type Session = Of<typeof sessionSchema>;
export type SchoolStudy = Of<typeof studySchema>;
export type Staff = Of<typeof staffSchema>;
export type Updates = Of<typeof updatesSchema>;
export type Upload = Of<typeof uploadSchema>;
export type SystemState = Of<typeof systemSchema>;
