import { countUpEntry } from '../../core/count-up.ts';
import { BadInputError, CorruptArtefactError } from '../../core/errors.ts';
import { type Gemma3Shape, type Gemma3Size, type ModelTensor, modelTensors, sizeOfShape } from '../shapes.ts';
import { checkTensorTable, type GgufTensor } from './file.ts';
import { missingKey, shapeFromGguf } from './gguf-shape.ts';
import { damagedRemedy, type GgufHeader, readGgufHeader } from './header.ts';
import { metadataNumber, metadataText, metadataTexts } from './metadata.ts';

/** What a model file is. */
export interface ModelSummary {
  readonly format: string;
  /** `general.name`; empty when the file gives none. */
  readonly name: string;
  readonly architecture: 'gemma3';
  /** The released size it descends from; absent for other shapes. */
  readonly size?: Gemma3Size;
  readonly sizeBytes: number;
  readonly parameters: number;
  readonly bitsPerWeight: number;
  readonly vocabularySize: number;
  readonly hasChatTemplate: boolean;
  /** Type of tensor → how many tensors. */
  readonly tensorTypes: Readonly<Record<string, number>>;
  readonly shape: Gemma3Shape;
}

/**
 * Checks that a file is a whole Gemma 3 text model before llama.cpp sees it (which would abort the process
 * on some faults and compute nonsense on others): every key, every tensor's name, shape, type and place.
 * Reads the header only.
 * @throws BadInputError when it is not such a model, CorruptArtefactError when it is damaged or cut off.
 */
export async function validateModelFile(path: string): Promise<ModelSummary> {
  return summarise(await readGgufHeader(path));
}

function summarise(header: GgufHeader): ModelSummary {
  const shape = shapeFromGguf(header);
  checkVocabulary(header);
  const tensors = checkTensorTable(header);
  const expected = modelTensors(shape);
  for (const tensor of expected) checkTensor(header, tensor, tensors.get(tensor.ggufName));
  checkNothingElse(header, expected, tensors);

  const tensorTypes: Record<string, number> = {};
  let parameters = 0;
  let tensorBytes = 0;
  for (const tensor of tensors.values()) {
    countUpEntry(tensorTypes, tensor.type.name);
    parameters += tensor.elements;
    tensorBytes += tensor.sizeBytes;
  }
  const size = sizeOfShape(shape);
  return {
    format: `GGUF version ${header.version}`,
    name: metadataText(header.metadata, 'general.name') ?? '',
    architecture: 'gemma3',
    ...(size && { size }),
    sizeBytes: header.fileSizeBytes,
    parameters,
    bitsPerWeight: Math.round(((tensorBytes * 8) / parameters) * 1000) / 1000,
    vocabularySize: shape.vocabularySize,
    hasChatTemplate: metadataText(header.metadata, 'tokenizer.chat_template') !== undefined,
    tensorTypes,
    shape,
  };
}

function checkVocabulary(header: GgufHeader): void {
  const { file, metadata } = header;
  const model = metadataText(metadata, 'tokenizer.ggml.model');
  if (model !== 'llama') throw missingKey(header, 'tokenizer.ggml.model', '"llama", as in Gemma 3');
  const tokens = metadataTexts(metadata, 'tokenizer.ggml.tokens');
  if (!tokens || tokens.length === 0) throw missingKey(header, 'tokenizer.ggml.tokens', 'a list of texts');
  for (const key of ['tokenizer.ggml.scores', 'tokenizer.ggml.token_type']) {
    const entry = metadata.get(key);
    if (entry?.type !== 'array') throw missingKey(header, key, 'a list of numbers');
    if (entry.value.length !== tokens.length) {
      throw new CorruptArtefactError({
        message: `There are ${tokens.length} tokens but ${entry.value.length} values here.`,
        file,
        place: key,
        remedy: damagedRemedy,
      });
    }
  }
  for (const key of ['tokenizer.ggml.bos_token_id', 'tokenizer.ggml.eos_token_id']) {
    const id = metadataNumber(metadata, key);
    if (id === undefined || tokens[id] === undefined) throw missingKey(header, key, 'the id of a token');
  }
  // Its default in llama.cpp is true, which changes the tokens of every text.
  if (metadata.get('tokenizer.ggml.add_space_prefix')?.value !== false) {
    throw missingKey(header, 'tokenizer.ggml.add_space_prefix', 'false, as Gemma 3 needs');
  }
}

function checkTensor(header: GgufHeader, expected: ModelTensor, found: GgufTensor | undefined): void {
  const { file } = header;
  const place = expected.ggufName;
  if (!found) {
    throw new BadInputError({
      message: 'The model lacks a tensor that Gemma 3 needs.',
      file,
      place,
      remedy: 'Use a complete Gemma 3 text model in one file (not a part of a split one, not an adapter).',
    });
  }
  if (found.dimensions.join() !== expected.dimensions.join()) {
    throw new CorruptArtefactError({
      message: `The tensor is ${found.dimensions.join(' × ')}; the model's keys say ${expected.dimensions.join(' × ')}.`,
      file,
      place,
      remedy: damagedRemedy,
    });
  }
  if (expected.isNorm && found.type.name !== 'F32') {
    throw new BadInputError({
      message: `Norm weights must be F32 for llama.cpp; these are ${found.type.name}.`,
      file,
      place,
      remedy: 'Convert the model again with a current convert_hf_to_gguf.py.',
    });
  }
}

/** llama.cpp refuses tensors that it has no use for, but only after it has started to load. */
function checkNothingElse(
  header: GgufHeader,
  expected: readonly ModelTensor[],
  tensors: ReadonlyMap<string, GgufTensor>,
): void {
  const known = new Set(expected.map((tensor) => tensor.ggufName));
  const foreign = tensors.keys().find((name) => !known.has(name));
  if (foreign === undefined) return;
  throw new BadInputError({
    message: 'The file holds a tensor that is not part of a Gemma 3 text model.',
    file: header.file,
    place: foreign,
    remedy: 'Use a text-only Gemma 3 model with the output tied to the embedding, as its makers released it.',
  });
}
