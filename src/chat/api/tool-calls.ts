import { z } from 'zod';
import type { ToolCallDelta } from '../types.ts';

/** The call of a tool, as OpenAI's format has it. */
export const toolCall = z.looseObject({
  id: z.string().optional(),
  type: z.string().optional(),
  function: z.looseObject({ name: z.string().optional(), arguments: z.string().optional() }).optional(),
});

export type ToolCall = z.infer<typeof toolCall>;

/** Joins pieces of calls to what came before: names and arguments come in parts. */
export function joinCalls(calls: ToolCall[], deltas: readonly ToolCallDelta[]): void {
  for (const { index, ...delta } of deltas) {
    const piece = toolCall.parse(delta);
    const before = calls[index] ?? {};
    const called = piece.function && {
      ...before.function,
      ...piece.function,
      name: (before.function?.name ?? '') + (piece.function.name ?? ''),
      arguments: (before.function?.arguments ?? '') + (piece.function.arguments ?? ''),
    };
    calls[index] = { ...before, ...piece, ...(called && { function: called }) };
  }
}
