import { createEngine } from '../../chat/index.ts';
import type { Examinee } from '../../models/index.ts';

/** Opens a model for its exam as it would be served, with one place. */
export async function openExaminee(modelFile: string, signal: AbortSignal): Promise<Examinee> {
  const engine = await createEngine({ modelFile, sequences: 1, signal });
  return {
    async answer(content, { maximumTokens, signal: until }) {
      let text = '';
      let tokens = 0;
      const request = { messages: [{ role: 'user', content }], temperature: 0, maximumTokens } as const;
      for await (const event of engine.generate(request, { signal: until })) {
        if (event.type === 'text-delta') text += event.text;
        if (event.type === 'finish') tokens = event.usage.completionTokens;
      }
      return { text, tokens };
    },
    close: () => engine.close(),
  };
}
