import { createEngine, wholeAnswer } from '../../chat/index.ts';
import type { Examinee } from '../../models/index.ts';

/** Opens a model for its exam as it would be served, with one place. */
export async function openExaminee(modelFile: string, signal: AbortSignal): Promise<Examinee> {
  const engine = await createEngine({ modelFile, sequences: 1, signal });
  return {
    async answer(content, { maximumTokens, signal: until }) {
      const request = { messages: [{ role: 'user', content }], temperature: 0, maximumTokens } as const;
      return wholeAnswer(engine.generate(request, { signal: until }));
    },
    close: () => engine.close(),
  };
}
