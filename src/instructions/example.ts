import { z } from 'zod';

/** Kinds of examples, in the order in which they are built. */
export const kinds = [
  'definition',
  'lesson',
  'textbook',
  'essay',
  'summary',
  'written',
  'translation',
  'orthography',
  'form',
  'unknown',
  'refusal',
  'dialogue',
  'arithmetic',
  'numbers',
  'physics',
  'grammar',
  'reading',
  'conversation',
] as const;

/** What sort of work an example shows. */
export type Kind = (typeof kinds)[number];

/** One turn of a dialogue. */
export const messageSchema = z.strictObject({
  role: z.enum(['system', 'user', 'assistant']),
  content: z.string().trim().min(1),
});

/** One turn of a dialogue. */
export type Message = z.output<typeof messageSchema>;

/** One line of `examples.jsonl` of an instructions artefact. */
export const exampleSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** A kind of {@link kinds}, or the kind that a teacher model was asked for. */
  kind: z.string().min(1),
  /** The group of phrasings inside the kind: `addition`, `word-for-meaning`. */
  group: z.string().min(1),
  messages: z.array(messageSchema).min(2),
  /** Name of the source that the answer comes from. */
  source: z.string().min(1),
  licence: z.string().min(1),
  /** Where in the source: a headword, a paragraph, an exercise with its seed. */
  provenance: z.string().min(1),
});

/** A dialogue to tune with, and where it comes from. */
export type Example = z.output<typeof exampleSchema>;

/** Name of the file of an instructions artefact that holds one {@link Example} a line. */
export const examplesFile = 'examples.jsonl';

/** What the user says and what the assistant answers, each as one text. */
export function sides(messages: readonly Message[]): { request: string; answer: string } {
  const side = (role: Message['role']) =>
    messages
      .filter((message) => message.role === role)
      .map(({ content }) => content)
      .join('\n');
  return { request: side('user'), answer: side('assistant') };
}
