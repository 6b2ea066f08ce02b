import { z } from 'zod';
import { readJsonLinesFile } from '../../core/json-lines.ts';
import { messageSchema } from '../example.ts';
import { type Generator, sourceOrigin } from '../generator.ts';
import { sourcesOf } from '../source-settings.ts';

const lineSchema = z.strictObject({ messages: z.array(messageSchema).min(2), kind: z.string().optional() });

/** Dialogues that people wrote, as they are. */
export const generateWritten: Generator = async function* ({ sources }) {
  for (const source of sourcesOf(sources, 'dialogues')) {
    let line = 0;
    for await (const { messages, kind } of readJsonLinesFile(source.file, lineSchema)) {
      line += 1;
      yield { ...sourceOrigin(source, `line ${line}`), group: kind ?? 'dialogue', messages, repeats: 4 };
    }
  }
};
