import type { ChatEvent } from './types.ts';

/** Reads an answer to its end: its text, and how many tokens were written. */
export async function wholeAnswer(
  events: AsyncIterable<ChatEvent>,
): Promise<{ readonly text: string; readonly tokens: number }> {
  let text = '';
  let tokens = 0;
  for await (const event of events) {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'finish') tokens = event.usage.completionTokens;
  }
  return { text, tokens };
}
