import { openGguf } from '../checkpoint/index.ts';
import { CorruptArtefactError } from '../core/errors.ts';
import { last } from '../core/known.ts';

/**
 * Looks at every weight of a model file: llama.cpp quantises NaN without a word, into noise.
 * @throws CorruptArtefactError naming the tensor and the place of the first that is no finite number.
 */
export async function checkWeights(file: string, signal: AbortSignal): Promise<void> {
  const gguf = await openGguf(file);
  try {
    for (const { name, dimensions } of gguf.tensors.values()) {
      const columns = last(dimensions);
      let done = 0;
      for await (const values of gguf.readValues(name, signal)) {
        // Zero times a finite number is zero; times anything else it is NaN.
        let sum = 0;
        for (const value of values) sum += value * 0;
        if (Number.isNaN(sum)) {
          const element = done + values.findIndex((value) => !Number.isFinite(value));
          throw new CorruptArtefactError({
            message: 'The tensor holds a weight that is no finite number; it cannot be quantised.',
            file,
            place: `${name}, row ${Math.floor(element / columns)}, column ${element % columns}`,
            remedy: 'Go back to a checkpoint from before the training diverged, or copy the file again.',
          });
        }
        done += values.length;
      }
    }
  } finally {
    await gguf.close();
  }
}
