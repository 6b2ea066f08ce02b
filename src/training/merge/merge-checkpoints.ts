import { basename, join } from 'node:path';
import {
  type CheckpointTensors,
  findModelTensors,
  type Gemma3Shape,
  gemmaChatTemplate,
  openCheckpointTensors,
  parameterCount,
  readChatTemplate,
  readCheckpointConfig,
  writeCheckpointFolder,
} from '../../checkpoint/index.ts';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import { readTokenizerFile, vocabularyTokens } from '../../vocabulary/index.ts';
import { combine } from './combine.ts';
import type { MergeSettings } from './settings.ts';

/** A checkpoint folder that takes part in a merge. */
export interface MergedModel {
  /** Names it in `weights`. */
  readonly label: string;
  readonly directory: string;
}

export interface MergeOptions extends MergeSettings {
  /** When given, what is added up are the models' changes from it; otherwise the models are averaged. */
  readonly base?: string | undefined;
  readonly signal?: AbortSignal;
  /** Called after every tensor. */
  readonly onTensor?: () => void;
}

interface OpenModel extends MergedModel {
  readonly stored: CheckpointTensors;
  readonly shape: Gemma3Shape;
  /** What the checkpoint calls a tensor. */
  readonly storedNames: ReadonlyMap<string, string>;
}

const embeddingName = 'model.embed_tokens.weight';

/**
 * Writes a checkpoint whose weights are, tensor by tensor, with a base
 * `base + Σ λ · (model − base)` (task arithmetic, Ilharco et al. 2023; one model and λ ≤ 1 is linear
 * interpolation), without one `Σ w · model / Σ w` (a model soup, Wortsman et al. 2022). Sums are formed in
 * float64 and rounded once. Streams: a million values of each model in memory.
 * @throws BadInputError naming the tensor when shapes differ, or the checkpoint when its vocabulary does;
 * CorruptArtefactError naming the tensor when the result is not a number.
 */
export async function mergeCheckpoints(
  models: readonly MergedModel[],
  directory: string,
  options: MergeOptions,
): Promise<{ parameters: number; tensors: number }> {
  const { base, precision, signal, onTensor } = options;
  checkLabels(models, options);
  const opened = await Promise.all(models.map(openModel));
  const reference = base === undefined ? undefined : await openModel({ label: 'base', directory: base });
  const all = reference ? [reference, ...opened] : opened;
  const first = all[0];
  if (!first) throw new RangeError('A merge needs a model.');
  const tensors = findModelTensors(first.stored, first.shape, first.directory);
  for (const other of all.slice(1)) {
    requireSameShapes(first, other);
    await requireSameVocabulary(first, other);
  }
  await writeCheckpointFolder(
    directory,
    {
      shape: first.shape,
      precision,
      tokenizer: await readTokenizerFile(join(first.directory, 'tokenizer.json')),
      chatTemplate: (await readChatTemplate(opened[0]?.directory ?? first.directory)) ?? gemmaChatTemplate,
      modification: describeMerge(models, options),
      tensors: tensors.map(({ checkpointName, dimensions }) => ({
        name: checkpointName,
        format: precision === 'float32' ? ('F32' as const) : ('BF16' as const),
        dimensions,
        async *values() {
          const read = ({ stored, storedNames }: OpenModel) =>
            stored.readValues(storedNames.get(checkpointName) ?? checkpointName, signal);
          const factors = models.map(({ label }) => weightOf(options, label, checkpointName));
          for await (const values of combine(opened.map(read), factors, reference && read(reference))) {
            if (!values.every(Number.isFinite)) throw notFinite(directory, checkpointName);
            yield values;
          }
          onTensor?.();
        },
      })),
    },
    signal,
  );
  return { parameters: parameterCount(first.shape), tensors: tensors.length };
}

async function openModel({ label, directory }: MergedModel): Promise<OpenModel> {
  const { shape } = await readCheckpointConfig(directory);
  const stored = await openCheckpointTensors(directory);
  const found = findModelTensors(stored, shape, directory);
  const storedNames = new Map(found.map(({ checkpointName, storedName }) => [checkpointName, storedName]));
  return { label, directory, stored, shape, storedNames };
}

function weightOf({ weights }: MergeOptions, label: string, tensor: string): number {
  const weight = weights[label] ?? 1;
  if (typeof weight === 'number') return weight;
  return tensor === embeddingName ? weight.embeddings : weight.body;
}

function checkLabels(models: readonly MergedModel[], { weights, base }: MergeOptions): void {
  const labels = models.map(({ label }) => label);
  const unknown = Object.keys(weights).find((label) => !labels.includes(label));
  const details = { remedy: `The models here: ${labels.join(', ') || 'none'}.` };
  if (unknown !== undefined) {
    throw new BadInputError({
      message: `A weight is given for "${unknown}", which is not a model of this merge.`,
      place: `weights.${unknown}`,
      ...details,
    });
  }
  if (models.length < (base === undefined ? 2 : 1)) {
    throw new BadInputError({
      message: 'A merge needs a base and a model, or two models.',
      place: 'inputs',
      ...details,
    });
  }
  if (base !== undefined) return;
  for (const tensor of [embeddingName, '']) {
    const sum = labels.reduce(
      (total, label) => total + weightOf({ weights } as MergeOptions, label, tensor),
      0,
    );
    if (sum > 0) continue;
    throw new BadInputError({
      message: `The weights add up to ${sum}; a mean needs a sum above zero.`,
      place: 'weights',
      remedy: 'Raise a weight, or give the input "base" to add and subtract changes from it.',
    });
  }
}

function requireSameShapes(first: OpenModel, other: OpenModel): void {
  const expected = findModelTensors(first.stored, first.shape, first.directory);
  for (const { checkpointName, dimensions } of expected) {
    const name = other.storedNames.get(checkpointName);
    const found = name === undefined ? undefined : other.stored.tensors.get(name)?.dimensions;
    if (found?.join() === dimensions.join()) continue;
    throw new BadInputError({
      message: `The tensor is ${found?.join(' × ') ?? 'absent'} in ${other.label} and ${dimensions.join(' × ')} in ${first.label}.`,
      file: other.directory,
      place: checkpointName,
      remedy: 'Merge checkpoints of one size and one vocabulary.',
    });
  }
  if (other.storedNames.size === expected.length) return;
  throw new BadInputError({
    message: `${other.label} has ${other.storedNames.size} tensors, ${first.label} has ${expected.length}.`,
    file: other.directory,
    remedy: 'Merge checkpoints of one size and one vocabulary.',
  });
}

/** Equal sizes are not enough: rows of other tokens would be mixed silently. */
async function requireSameVocabulary(first: OpenModel, other: OpenModel): Promise<void> {
  const [expected, found] = await Promise.all(
    [first, other].map(async ({ directory }) => {
      const file = join(directory, 'tokenizer.json');
      return vocabularyTokens(await readTokenizerFile(file), file).map(({ text }) => text);
    }),
  );
  const different = expected?.findIndex((text, id) => text !== found?.[id]) ?? -1;
  if (different < 0) return;
  throw new BadInputError({
    message: `Token ${different} is ${JSON.stringify(found?.[different])} in ${other.label} and ${JSON.stringify(expected?.[different])} in ${first.label}.`,
    file: other.directory,
    place: 'tokenizer.json',
    remedy:
      'Merge checkpoints that share one vocabulary: those before and after a training, not before and after surgery.',
  });
}

function describeMerge(models: readonly MergedModel[], { base, weights }: MergeOptions): string {
  const list = models.map(({ label, directory }) => {
    const weight = weights[label] ?? 1;
    const text =
      typeof weight === 'number'
        ? weight
        : `${weight.embeddings} for embeddings, ${weight.body} for the body`;
    return `${basename(directory)} (${text})`;
  });
  return base === undefined
    ? `The weights in this folder were modified: Soro averaged the checkpoints ${list.join(', ')}.`
    : `The weights in this folder were modified: Soro added to ${basename(base)} the changes of ${list.join(', ')}.`;
}

function notFinite(directory: string, tensor: string): CorruptArtefactError {
  return new CorruptArtefactError({
    message: 'The merged tensor holds values that are not numbers.',
    file: directory,
    place: tensor,
    remedy: 'One of the checkpoints is damaged or has diverged: build it again.',
  });
}
