import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Gemma3Shape } from '../../checkpoint/index.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';
import { at, knownEntry } from '../../core/known.ts';
import type { ProgressTask } from '../../core/progress.ts';
import { parseJson, parseWith } from '../../core/schema.ts';
import { quantiseModelFiles } from '../gguf/quantise.ts';
import type { TensorType } from '../gguf/types.ts';
import { compareModels } from '../inference/index.ts';
import type { GroupChoices } from './choose-types.ts';
import { groupSizeBytes, type TensorGroup, tensorGroups } from './groups.ts';

export interface SensitivityOptions {
  /** The model in F32. */
  readonly source: string;
  readonly shape: Gemma3Shape;
  /** In how many parts the depth is divided. */
  readonly bands: number;
  readonly types: readonly TensorType[];
  readonly importance: string | undefined;
  readonly texts: readonly string[];
  readonly contextTokens: number;
  readonly threads: number;
  /** Finished measurements are kept here, so that a stopped run continues; temporary files too. */
  readonly folder: string;
  readonly task?: ProgressTask;
  readonly signal: AbortSignal;
}

const measuredSchema = z.record(z.string(), z.number().nonnegative());

/**
 * Measures for each group of tensors and each type the mean divergence (nats a token) of the model in
 * which only this group has that type and every other matrix is BF16.
 */
export async function measureSensitivity(options: SensitivityOptions): Promise<GroupChoices[]> {
  const groups = tensorGroups(options.shape, options.bands);
  const results: GroupChoices[] = [];
  for (const group of groups) {
    const sizes = options.types.map((type) => groupSizeBytes(group, type));
    const divergences = await measureGroup(group, groups, options);
    const choices = options.types.map((type, index) => ({
      type,
      sizeBytes: at(sizes, index),
      divergence: knownEntry(divergences, type),
    }));
    results.push({ name: group.name, choices });
    options.task?.advance();
  }
  return results;
}

async function measureGroup(
  group: TensorGroup,
  groups: readonly TensorGroup[],
  options: SensitivityOptions,
): Promise<Record<string, number>> {
  const { folder, types, signal } = options;
  const finished = join(folder, `${group.name.replaceAll(/\W/g, '-')}.json`);
  const source = { file: finished, family: 'corrupt', remedy: `Delete ${folder}.` } as const;
  if (await exists(finished)) {
    return parseWith(measuredSchema, parseJson(await readText(finished), source), source);
  }
  const candidates = types.map((type) => join(folder, `${type}.gguf`));
  try {
    const others = groups
      .filter((other) => other !== group)
      .flatMap(({ tensors }) => tensors.map((tensor) => [tensor, 'bf16'] as const));
    const files = types.map((type, index) => ({
      source: options.source,
      target: at(candidates, index),
      // Only a quantised mixture lets single tensors differ from it; every matrix is named here.
      type: 'q4_0' as const,
      tensorTypesByName: Object.fromEntries([
        ...others,
        ...group.tensors.map((tensor) => [tensor, type] as const),
      ]),
      importance: options.importance,
      threads: options.threads,
    }));
    await quantiseModelFiles(files, signal);
    const results = await compareModels(
      {
        reference: options.source,
        candidates,
        texts: [...options.texts],
        contextTokens: options.contextTokens,
        threads: options.threads,
      },
      signal,
    );
    const divergences = Object.fromEntries(
      types.map((type, index) => {
        const texts = at(results, index);
        const tokens = texts.reduce((sum, text) => sum + text.tokens, 0);
        return [type, texts.reduce((sum, text) => sum + text.divergence, 0) / Math.max(1, tokens)];
      }),
    );
    await writeFileAtomically(finished, JSON.stringify(divergences));
    return divergences;
  } finally {
    for (const file of candidates) await rm(file, { force: true });
  }
}
