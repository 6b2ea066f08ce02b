import { MachineError } from '../../core/errors.ts';
import type { ContextParameters } from '../../core/llama-structures.ts';
import type { BatchMemory, BatchRow } from './batch-memory.ts';
import type { Library, Pointer } from './library.ts';

/**
 * Opens a context: the memory for what a model has read.
 * @throws MachineError when memory is short.
 */
export function openContext(
  library: Library,
  model: Pointer,
  modelFile: string,
  changed: Partial<ContextParameters>,
): Pointer {
  const parameters = { ...library.contextDefaults, ...changed };
  const context = library.newContext(model, parameters) as Pointer;
  if (context) return context;
  throw new MachineError({
    message: 'There is not enough memory for this model.',
    file: modelFile,
    remedy: 'Close other programs, or serve a smaller model, a smaller context or fewer places.',
  });
}

/** One forward pass, on a thread of its own. @throws Error with llama.cpp's code when it fails. */
export async function decode(
  library: Library,
  context: Pointer,
  memory: BatchMemory,
  rows: readonly BatchRow[],
): Promise<void> {
  const batch = memory.fill(rows);
  const code = await new Promise<number>((resolve, reject) => {
    library.decode.async(context, batch, (error: unknown, result: number) =>
      error ? reject(error) : resolve(result),
    );
  });
  if (code !== 0) throw new Error(`llama_decode returned ${code}.`);
}
