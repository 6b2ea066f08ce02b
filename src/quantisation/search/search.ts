import { openGguf } from '../../checkpoint/index.ts';
import type { TensorType } from '../gguf/types.ts';
import { type ChosenTypes, chooseTypes, type GroupChoices } from './choose-types.ts';
import { tensorGroups } from './groups.ts';
import { measureSensitivity, type SensitivityOptions } from './sensitivity.ts';

/** The types that fit a budget best, and what led to them. */
export interface SearchedTypes extends ChosenTypes {
  /** Name of a tensor → its type, for the quantiser. */
  readonly byTensor: Readonly<Record<string, TensorType>>;
  readonly sensitivity: readonly GroupChoices[];
}

/** Types that the search chooses from: blocks of 32 weights, which every Gemma 3 size fits. */
export const searchedTypes = ['q4_0', 'iq4_nl', 'q4_1', 'q5_0', 'q5_1', 'q8_0'] as const;

/**
 * Finds a type for each group of tensors so that the whole file stays within `budgetBytes` and the
 * measured divergences add up to the least.
 * @throws BadInputError when the budget is too small.
 */
export async function searchTypes(options: SensitivityOptions, budgetBytes: number): Promise<SearchedTypes> {
  const sensitivity = await measureSensitivity(options);
  const groups = tensorGroups(options.shape, options.bands);
  const chosen = chooseTypes(sensitivity, budgetBytes - (await otherBytes(options, groups)));
  const byTensor = Object.fromEntries(
    groups.flatMap(({ name, tensors }) =>
      tensors.map((tensor) => [tensor, chosen.types.get(name) ?? 'q8_0'] as const),
    ),
  );
  return { ...chosen, byTensor, sensitivity };
}

/** What the file holds beside the matrices: header, vocabulary, norms, padding. */
async function otherBytes(
  { source }: SensitivityOptions,
  groups: readonly { readonly tensors: readonly string[] }[],
): Promise<number> {
  const gguf = await openGguf(source);
  try {
    const matrices = new Set(groups.flatMap(({ tensors }) => tensors));
    const norms = [...gguf.tensors.values()].filter(({ name }) => !matrices.has(name));
    const paddedNorms = norms.reduce((sum, { sizeBytes }) => sum + sizeBytes + 32, 0);
    // Quantising adds a few keys to the header.
    return gguf.header.dataOffsetBytes + paddedNorms + matrices.size * 32 + 4096;
  } finally {
    await gguf.close();
  }
}
