import type { ChatEvent, ChatRequest, Citation, Engine, GenerateOptions } from '../../chat/index.ts';
import { splitSentences } from '../../language/index.ts';
import { verifySentence } from '../verify/verify-sentence.ts';

/** Stands behind a sentence that no passage says. */
export const ownMark = '(аз худ)';

/**
 * Lets a model that reads answer from passages. It gets them numbered, before the question; each sentence that it writes
 * is held against them: one that a passage says gets its number, any other is marked as the model's own. Whole sentences
 * are told, as soon as they have ended.
 */
export async function* readPassages(
  engine: Engine,
  request: ChatRequest,
  citations: readonly Citation[],
  options: GenerateOptions,
): AsyncGenerator<ChatEvent> {
  yield { type: 'grounding', grounding: { kind: 'own', isModel: true, citations } };
  let written = '';
  let isFirst = true;
  const told = (sentence: string): ChatEvent => {
    const gap = isFirst ? '' : ' ';
    isFirst = false;
    return { type: 'text-delta', text: `${gap}${markSentence(sentence, citations)}` };
  };
  for await (const event of engine.generate(withPassages(request, citations), options)) {
    if (event.type === 'text-delta') {
      written += event.text;
      // The last may still continue.
      const sentences = splitSentences(written).slice(0, -1);
      for (const sentence of sentences) yield told(sentence);
      const last = sentences.at(-1);
      if (last !== undefined) written = written.slice(written.lastIndexOf(last) + last.length);
      continue;
    }
    if (event.type === 'finish') {
      for (const sentence of splitSentences(written)) yield told(sentence);
      written = '';
    }
    yield event;
  }
}

/** A sentence with the number of the passage that says it, or the mark of what the model says by itself. */
export function markSentence(sentence: string, citations: readonly Citation[]): string {
  // The model's own numbers are claims, not evidence.
  const bare = sentence.replaceAll(/\s*\[\d{1,2}\]/gu, '').trim();
  // «[2]» behind a full stop is split off as a sentence of its own.
  if (!/[\p{L}\p{N}]/u.test(bare)) return bare;
  const source = citations.find(({ quote }) => verifySentence(bare, quote).supported);
  return source === undefined ? `${bare} ${ownMark}` : `${bare} [${source.number}]`;
}

/** The request with the passages in its system message, numbered as they are cited. */
export function withPassages(request: ChatRequest, citations: readonly Citation[]): ChatRequest {
  const passages = citations.map(({ number, quote }) => `[${number}] ${quote}`).join('\n');
  const task =
    'Ба савол танҳо аз рӯйи порчаҳои зерин ҷавоб диҳед. Ҷумлаҳои порчаро, то ҷое ки мешавад, айнан нависед ва рақами ' +
    `порчаро дар охири ҷумла гузоред. Агар дар порчаҳо ҷавоб набошад, инро рӯирост гӯед.\n\n${passages}`;
  const [first, ...rest] = request.messages;
  const messages =
    first?.role === 'system'
      ? [{ ...first, content: `${first.content}\n\n${task}` }, ...rest]
      : [{ role: 'system' as const, content: task }, ...request.messages];
  return { ...request, messages };
}
