import { z } from 'zod';
import { sha256 } from '../../core/artefact/fingerprint.ts';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { type Message, messageSchema } from '../example.ts';
import { type Generator, sourceOrigin } from '../generator.ts';
import { sampleStream } from '../random.ts';
import { readArticles } from '../readers/articles.ts';
import { sourcesOf } from '../source-settings.ts';

const lineSchema = z.strictObject({
  kind: z.string(),
  /** Passages, a notice or a tool's line that the answers come from. */
  context: z.string().nullable(),
  messages: z.array(messageSchema).min(2),
});

/** What `soro hub collect` writes of teachers' corrections. */
const correctionSchema = z.strictObject({
  question: z.string().trim().min(1),
  answer: z.string().trim().min(1),
  provenance: z.strictObject({ school: z.string(), key: z.string(), agreedOn: z.string() }),
});

/**
 * Conversations written for the project (`data/lessons/conversations.jsonl`), their context in front of the first
 * question; teachers' corrections; and the articles' dialogues of a teacher who hints first. A tenth of the first two is left
 * out to look at, by hash.
 */
export const generateConversations: Generator = async function* ({ sources, random, wanted }) {
  for (const source of sourcesOf(sources, 'conversations')) {
    let line = 0;
    const lines = await sampleStream(readJsonLinesFile(source.file, lineSchema), wanted * 2, random);
    for (const { kind, context, messages } of lines) {
      line += 1;
      const [first, ...others] = messages;
      if (first === undefined || isHeldOut(first)) continue;
      const opening = context === null ? first : { ...first, content: `${context}\n\n${first.content}` };
      const origin = sourceOrigin(source, `conversation ${line}, ${kind}`);
      yield { ...origin, group: kind, messages: [opening, ...others], repeats: 6 };
    }
  }
  for (const source of sourcesOf(sources, 'corrections')) {
    const lines = await sampleStream(readJsonLinesFile(source.file, correctionSchema), wanted * 2, random);
    for (const { question, answer, provenance } of lines) {
      const first: Message = { role: 'user', content: question };
      if (isHeldOut(first)) continue;
      const { school, key, agreedOn } = provenance;
      const origin = sourceOrigin(source, `${key} of school ${school}, agreed on ${agreedOn}`);
      yield {
        ...origin,
        group: 'correction',
        messages: [first, { role: 'assistant', content: answer }],
        repeats: 4,
      };
    }
  }
  for (const source of sourcesOf(sources, 'school-articles')) {
    for await (const { id, dialogue } of readArticles(source.file, 'train')) {
      const messages = dialogue.map(({ role, content }): Message => ({ role, content }));
      if (messages.length < 2 || messages[0]?.role !== 'user') continue;
      yield { ...sourceOrigin(source, `article ${id}, dialogue`), group: 'hints', messages, repeats: 2 };
    }
  }
};

/** Conversations that are never trained on. */
export function isHeldOut(first: Message): boolean {
  return Number.parseInt(sha256(first.content).slice(0, 2), 16) < 26;
}
