import {
  type Gemma3Shape,
  ggmlTypeByName,
  modelTensors,
  tensorSizeBytes,
  validateModelFile,
} from '../../checkpoint/index.ts';
import { BadInputError } from '../../core/errors.ts';
import { last } from '../../core/known.ts';
import { rowsDoNotFit, rowsFit } from '../gguf/fitting-rows.ts';
import { type TensorType, tensorTypes } from '../gguf/types.ts';

/** Tensors that take one type together. */
export interface TensorGroup {
  /** `embedding`, `ffn_up`, or with bands `ffn_up 2/3`. */
  readonly name: string;
  /** Their names in GGUF. */
  readonly tensors: readonly string[];
  readonly weights: number;
  /** The shortest row, which decides what blocks fit. */
  readonly columns: number;
}

/**
 * The matrices of a model in groups: the embedding, and each kind of matrix (`attn_q` …) in `bands` equal
 * parts of the depth.
 */
export function tensorGroups(shape: Gemma3Shape, bands: number): TensorGroup[] {
  const groups = new Map<string, { tensors: string[]; weights: number; columns: number }>();
  for (const { ggufName, dimensions, isNorm } of modelTensors(shape)) {
    if (isNorm) continue;
    const name = groupName(ggufName, shape.layers, bands);
    const group = groups.get(name) ?? { tensors: [], weights: 0, columns: Number.POSITIVE_INFINITY };
    group.tensors.push(ggufName);
    group.weights += dimensions.reduce((product, size) => product * size, 1);
    group.columns = Math.min(group.columns, last(dimensions));
    groups.set(name, group);
  }
  return [...groups].map(([name, group]) => ({ name, ...group }));
}

function groupName(tensor: string, layers: number, bands: number): string {
  const [, layer, kind] = /^blk\.(\d+)\.(\w+)\.weight$/.exec(tensor) ?? [];
  if (layer === undefined || kind === undefined) return 'embedding';
  if (bands === 1) return kind;
  return `${kind} ${Math.floor((Number(layer) * bands) / layers) + 1}/${bands}`;
}

/**
 * Bytes of a group at a type.
 * @throws BadInputError when its rows do not fit the type's blocks.
 */
export function groupSizeBytes(group: TensorGroup, type: TensorType): number {
  const stored = ggmlTypeByName(type.toUpperCase());
  if (stored && rowsFit(group.columns, type)) return tensorSizeBytes(stored, group.weights);
  throw rowsDoNotFit(group.columns, type, {
    place: group.name,
    remedy: 'Leave this type out of the search: for 270M take types with blocks of 32 (q4_0 … q8_0, iq4_nl).',
  });
}

/**
 * Every matrix of a model at one type, for the quantiser; a mixture of several types has no pure form.
 * @throws BadInputError for a mixture.
 */
export async function pureTypes(model: string, type: string): Promise<Record<string, TensorType>> {
  const pure = tensorTypes.find((known) => known === type);
  if (pure === undefined) {
    throw new BadInputError({
      message: `${type.toUpperCase()} is a mixture of types and cannot be pure.`,
      place: 'pure',
      remedy: `One of: ${tensorTypes.join(', ')}.`,
    });
  }
  const { shape } = await validateModelFile(model);
  const matrices = tensorGroups(shape, 1).flatMap(({ tensors }) => tensors);
  return Object.fromEntries(matrices.map((name) => [name, pure]));
}
