import { BadInputError, CorruptArtefactError } from '../core/errors.ts';
import type { CheckpointTensor, CheckpointTensors } from './safetensors/reader.ts';
import { type Gemma3Shape, type ModelTensor, modelTensors } from './shapes.ts';

/** Text tensors in text-only checkpoints, and in multimodal ones by older and newer transformers. */
const prefixes = ['model.', 'language_model.model.', 'model.language_model.'];

/** A model tensor and what the checkpoint calls it. */
export interface FoundTensor extends ModelTensor {
  readonly storedName: string;
}

/**
 * Finds every text tensor of a checkpoint, whatever its layout calls it; the vision tower and the
 * projector are left out.
 * @throws BadInputError when one is absent, CorruptArtefactError when one has another shape.
 */
export function findModelTensors(
  stored: CheckpointTensors,
  shape: Gemma3Shape,
  directory: string,
): FoundTensor[] {
  return modelTensors(shape).map((tensor) => {
    const found = findStored(stored, tensor.checkpointName);
    if (!found) {
      throw new BadInputError({
        message: 'The checkpoint lacks a tensor that Gemma 3 needs.',
        file: directory,
        place: tensor.checkpointName,
        remedy: 'Use a complete Gemma 3 checkpoint (not an adapter).',
      });
    }
    if (found.dimensions.join() !== tensor.dimensions.join()) {
      throw new CorruptArtefactError({
        message: `The tensor is ${found.dimensions.join(' × ')}; config.json says ${tensor.dimensions.join(' × ')}.`,
        file: found.file,
        place: found.name,
        remedy: 'Use config.json and weights of the same model.',
      });
    }
    return { ...tensor, storedName: found.name };
  });
}

function findStored(stored: CheckpointTensors, checkpointName: string): CheckpointTensor | undefined {
  const bare = checkpointName.slice('model.'.length);
  return prefixes
    .map((prefix) => stored.tensors.get(`${prefix}${bare}`))
    .find((tensor) => tensor !== undefined);
}
