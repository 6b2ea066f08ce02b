import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findLibllama } from '../library/library-file.ts';
import { Conversation } from './conversation.ts';
import { machineBound } from './memory-bound.ts';
import { llamaProgram } from './model-child.ts';

const foundSchema = z.strictObject({ version: z.string(), file: z.string() });

/**
 * Opens the library that serves models, in a child as for serving, and checks its structures.
 * @returns its version and file.
 * @throws MissingToolError when it is absent or of another version, CorruptArtefactError when it ends the process.
 */
export async function probeLibllama(signal?: AbortSignal): Promise<z.output<typeof foundSchema>> {
  const file = findLibllama();
  const child = new Conversation({
    program: llamaProgram(fileURLToPath(new URL('./probe-child.ts', import.meta.url))),
    messages: foundSchema,
    bound: machineBound(),
    file,
    verb: 'probed',
    signal,
  });
  try {
    return await child.ask({ type: 'probe' });
  } finally {
    await child.close();
  }
}
