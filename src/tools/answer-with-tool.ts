import { type Reading, readQuestion } from './reading/reading.ts';
import { correctSlips } from './reading/slips.ts';
import { tools } from './registry.ts';
import type { ToolAnswer, ToolContext } from './tool.ts';

// A task is short; longer texts are for the library and the reader.
const mostCharacters = 400;

/**
 * Answers a question exactly, where a tool understands all of it: sums, units, dates, numbers in words, letters,
 * the word book, problems of known kinds. Nothing is guessed: one word that no tool knows, two readings with
 * different answers, and the answer is null. Tajik letters, Latin typing, slips and number words are read.
 */
export function answerWithTool(question: string, context: ToolContext = {}): ToolAnswer | null {
  if (question.length > mostCharacters || question.trim() === '') return null;
  const strictly = readQuestion(question, { isLoose: false });
  const loosely = readQuestion(question, { isLoose: true });
  const strict = strictly ? ask(strictly, context) : null;
  const loose = loosely && isOther(loosely, strictly) ? ask(loosely, context) : strict;
  // бист панҷ may be 25 or 20 and 5: what only one reading understands is certain.
  if (strict && loose) return strict.value === loose.value ? strict : null;
  return strict ?? loose ?? askCorrected(question, context);
}

/** Whether another number was read. */
function isOther(reading: Reading, than: Reading | undefined): boolean {
  const numbers = ({ numbers: own }: Reading) => own.map(({ text }) => text).join('\n');
  return reading.framed !== than?.framed || numbers(reading) !== numbers(than);
}

function ask(reading: Reading, context: ToolContext): ToolAnswer | null {
  for (const tool of tools) {
    if (context.off?.includes(tool.name)) continue;
    const found = tool.answer(reading, context);
    if (found) return { tool: tool.name, ...found };
  }
  return null;
}

/** Once more with misspelt words put right; what was put right is said. */
function askCorrected(question: string, context: ToolContext): ToolAnswer | null {
  const corrected = correctSlips(question);
  if (!corrected) return null;
  const reading = readQuestion(corrected.text, { isLoose: true });
  const answer = reading ? ask(reading, context) : null;
  return answer && { ...answer, understood: `${answer.understood} (${corrected.changes.join(', ')})` };
}
