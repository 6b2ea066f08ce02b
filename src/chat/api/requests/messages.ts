import { z } from 'zod';
import { BadInputError } from '../../../core/errors.ts';
import type { ChatMessage } from '../../types.ts';

// A message as clients send it: written by a person, or an answer of ours (or of another server) that is sent back.

/** Parts of another kind are told by what they are, and not as "invalid input". */
const contentPart = z
  .looseObject({ type: z.string(), text: z.string().nullish(), refusal: z.string().nullish() })
  .meta({ description: 'Of type "text" (or "refusal"); this server reads nothing else.' });

/** Filled in by clients and servers, and of no meaning for the answer: accepted and passed over. */
const echoed = {
  audio: z.unknown().optional(),
  annotations: z.unknown().optional(),
  name: z.string().max(256).nullish(),
  parsed: z.unknown().optional(),
  reasoning: z.unknown().optional(),
  reasoning_content: z.unknown().optional(),
  provider_specific_fields: z.unknown().optional(),
  images: z.unknown().optional(),
};

export const messageBody = z.strictObject({
  role: z.enum(['system', 'developer', 'user', 'assistant', 'tool', 'function']),
  content: z.union([z.string(), z.array(contentPart).max(256)]).nullish(),
  refusal: z.string().nullish(),
  /** Calls and results of tools: for servers behind `--upstream`. */
  tool_calls: z.array(z.looseObject({})).max(256).nullish(),
  function_call: z.looseObject({}).nullish(),
  tool_call_id: z.string().max(256).nullish(),
  ...echoed,
});

export type MessageBody = z.infer<typeof messageBody>;

/** Where the conversation has calls or results of tools. */
export function toolPlace(messages: readonly MessageBody[]): string | undefined {
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool' || message.role === 'function') return `messages.${index}.role`;
    if (message.tool_calls?.length) return `messages.${index}.tool_calls`;
    if (message.function_call) return `messages.${index}.function_call`;
  }
  return undefined;
}

/** @throws BadInputError for pictures, sound and files. */
export function readMessage(message: MessageBody, index: number): ChatMessage {
  const { role } = message;
  return {
    role: role === 'developer' ? 'system' : role === 'tool' || role === 'function' ? 'user' : role,
    content: textOf(message, index),
  };
}

function textOf({ role, content, refusal }: MessageBody, index: number): string {
  if (content == null) {
    if (role === 'assistant') return refusal ?? '';
    throw new BadInputError({
      message: 'A message must have a text.',
      place: `messages.${index}.content`,
      remedy: 'Send the text as "content".',
    });
  }
  if (typeof content === 'string') return content || (refusal ?? '');
  const texts = content.map((part, place) => {
    const text = part.type === 'text' ? part.text : part.type === 'refusal' ? part.refusal : undefined;
    if (text != null) return text;
    throw new BadInputError({
      message: `The model of this server reads text only, and no "${part.type.slice(0, 40)}".`,
      place: `messages.${index}.content.${place}`,
      remedy: 'Send parts of the type "text".',
    });
  });
  return texts.join('');
}

/** Several system messages at the beginning are one. */
export function joinSystem(messages: readonly ChatMessage[]): ChatMessage[] {
  const first = messages.findIndex((message) => message.role !== 'system');
  if (first < 2) return [...messages];
  const content = messages
    .slice(0, first)
    .map((message) => message.content)
    .join('\n\n');
  return [{ role: 'system', content }, ...messages.slice(first)];
}

/** @throws BadInputError when the conversation does not begin with its system message or end with a question. */
export function checkOrder(messages: readonly ChatMessage[]): void {
  const misplaced = messages.findIndex((message, index) => index > 0 && message.role === 'system');
  if (misplaced > 0) {
    throw new BadInputError({
      message: 'A system message must come before all others.',
      place: `messages.${misplaced}.role`,
      remedy: 'Put everything the model must know into one system message at the beginning.',
    });
  }
  const last = messages.at(-1);
  if (last?.role !== 'user' || last.content.trim() === '') {
    throw new BadInputError({
      message: 'The last message must come from the user and must not be empty.',
      place: `messages.${messages.length - 1}`,
      remedy: 'End the list with the question.',
    });
  }
}
