import { join } from 'node:path';
import { z } from 'zod';
import { type ChatMessage, type ChatRequest, createEngine, type Engine } from '../../../src/chat/index.ts';
import { hashFile, sha256 } from '../../../src/core/artefact/fingerprint.ts';
import { exists, writeFileAtomically } from '../../../src/core/files.ts';
import { jsonLine, readJsonLinesFile } from '../../../src/core/json-lines.ts';

const answerSchema = z.strictObject({ text: z.string(), ended: z.boolean() });
const givenSchema = z.strictObject({ id: z.string(), answers: z.array(answerSchema) });

/** What a model said to one turn, and whether it ended by itself. */
export type Answer = z.output<typeof answerSchema>;

/** An answer, and what it rested on: `own` unless the engine says otherwise. */
export interface GroundedAnswer extends Answer {
  readonly kind: string;
}

export const promptSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  turns: z.array(z.string()).min(1),
  /** False where another language is asked for. */
  answersInTajik: z.boolean().default(true),
});

export type Prompt = z.output<typeof promptSchema>;

/** Each turn answered once with the serving defaults and seed 1, the answers before it in the conversation. */
export async function converse(
  engine: Engine,
  turns: readonly string[],
  asRequest: (messages: readonly ChatMessage[]) => ChatRequest = (messages) => ({ messages }),
): Promise<GroundedAnswer[]> {
  const messages: ChatMessage[] = [];
  const answers: GroundedAnswer[] = [];
  for (const turn of turns) {
    messages.push({ role: 'user', content: turn });
    let text = '';
    let ended = false;
    let kind = 'own';
    for await (const event of engine.generate({ ...asRequest(messages), seed: 1 })) {
      if (event.type === 'text-delta') text += event.text;
      else if (event.type === 'grounding') kind = event.grounding.kind;
      else if (event.type === 'finish') ended = event.reason === 'stop';
    }
    messages.push({ role: 'assistant', content: text });
    answers.push({ text: text.trim(), ended, kind });
  }
  return answers;
}

/** The dialogue as text, as a base model would meet it; its answer ends where the next question would begin. */
function asText(messages: readonly ChatMessage[]): Pick<ChatRequest, 'messages' | 'text' | 'stop'> {
  const lines = messages.map(({ role, content }) => `${role === 'user' ? 'Савол' : 'Ҷавоб'}: ${content}`);
  return { messages: [], text: `${lines.join('\n')}\nҶавоб:`, stop: ['\nСавол:'] };
}

/**
 * Each prompt answered once with the serving defaults and seed 1. What is in `folder` already (a file a model
 * file's bytes and way of asking) is not asked again.
 */
export async function answerAll(
  folder: string,
  name: string,
  modelFile: string,
  prompts: readonly Prompt[],
  plain: boolean,
): Promise<Map<string, readonly Answer[]>> {
  const digest = (await hashFile(modelFile)).slice(0, 12);
  const file = join(folder, `${name}-${digest}${plain ? '-as-text' : ''}.jsonl`);
  const answered = new Map<string, readonly Answer[]>();
  if (await exists(file)) {
    for await (const { id, answers } of readJsonLinesFile(file, givenSchema)) answered.set(id, answers);
  }
  const missing = prompts.filter(({ id }) => !answered.has(id));
  if (missing.length === 0) return answered;
  const engine = await createEngine({ modelFile });
  try {
    for (const { id, turns } of missing) {
      const answers = await converse(engine, turns, plain ? asText : undefined);
      answered.set(
        id,
        answers.map(({ text, ended }) => ({ text, ended })),
      );
      const lines = Array.from(answered, ([answeredId, given]) =>
        jsonLine({ id: answeredId, answers: given }),
      );
      await writeFileAtomically(file, lines.join(''));
      process.stderr.write(`${name} ${id}\n`);
    }
  } finally {
    await engine.close();
  }
  return answered;
}

/** What a label of answers is bound to: when the model answers otherwise, they are to be read again. */
export function digestOf(answers: readonly Answer[]): string {
  return sha256(JSON.stringify(answers.map(({ text }) => text))).slice(0, 12);
}
