import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { validateModelFile } from '../../../checkpoint/index.ts';
import { hashFile } from '../../../core/artefact/fingerprint.ts';
import { exportCompressedTensors } from '../../compressed-tensors/export.ts';
import { quantiseModelFile } from '../../gguf/quantise.ts';
import { pureTypes } from '../../search/groups.ts';
import { searchTypes } from '../../search/search.ts';
import { readMixedParagraphs } from '../../texts.ts';
import { writeDequantisedModel } from './dequantised-model.ts';
import type { VariantResult } from './results.ts';
import type { TableSettings } from './settings.ts';
import type { Variant } from './variants.ts';

/** What variants are made from; everything lies in the draft and helps to resume. */
export interface VariantSources {
  readonly settings: TableSettings;
  /** The checkpoint folder and its F32 file, for each `from` of a variant. */
  readonly models: Readonly<
    Record<Variant['from'], { readonly folder: string; readonly file: string } | undefined>
  >;
  readonly importances: Readonly<Record<'tajik' | 'english', string | undefined>>;
  /** Bytes of the plain Q4_0 file: the default budget of a search. */
  readonly plainBytes: number;
  readonly folder: string;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly onSearch: (message: string) => void;
}

/** A variant's model file, which llama.cpp can run, and what it says about itself. */
export interface MadeVariant
  extends Pick<VariantResult, 'sizeBytes' | 'bitsPerWeight' | 'sha256' | 'types' | 'expectedDivergence'> {
  readonly file: string;
  /** The file stands for one that llama.cpp does not run: its speed says nothing. */
  readonly isStandIn: boolean;
}

/** Makes the model file of a variant in `sources.folder`. */
export async function makeVariant(
  name: string,
  variant: Variant,
  sources: VariantSources,
): Promise<MadeVariant> {
  const model = sources.models[variant.from];
  if (!model) throw new Error(`The variant ${name} has no model.`);
  const file = join(sources.folder, `${name}.gguf`);
  const { type } = variant;
  if (type === 'fp8' || type === 'w4a16') {
    const scheme = type === 'fp8' ? { name: type } : { name: type, groupSize: variant.groupSize };
    return makeCompressed(name, scheme, model, file, sources.signal);
  }
  const importance = variant.importance && sources.importances[variant.importance];
  const searched = type === 'search' ? await search(variant, model.file, importance, sources) : undefined;
  const { sizeBytes, bitsPerWeight } = await quantiseModelFile({
    source: model.file,
    target: file,
    type: type === 'search' ? 'q4_0' : type,
    tensorTypes: { tokenEmbedding: variant.embedding },
    tensorTypesByName: searched?.byTensor ?? (variant.pure ? await pureTypes(model.file, type) : {}),
    importance,
    threads: sources.threads,
    signal: sources.signal,
  });
  return {
    file,
    isStandIn: false,
    sizeBytes,
    bitsPerWeight,
    sha256: await hashFile(file, sources.signal),
    ...(searched && {
      types: Object.fromEntries(searched.types),
      expectedDivergence: searched.expectedDivergence,
    }),
  };
}

async function makeCompressed(
  name: string,
  scheme: Parameters<typeof writeDequantisedModel>[2],
  model: { readonly folder: string; readonly file: string },
  file: string,
  signal: AbortSignal,
): Promise<MadeVariant> {
  const folder = `${file}.${name}`;
  await mkdir(folder, { recursive: true });
  try {
    const { sizeBytes, bitsPerWeight } = await exportCompressedTensors(model.folder, folder, {
      scheme,
      signal,
    });
    const sha256 = await hashFile(join(folder, 'model.safetensors'), signal);
    await writeDequantisedModel(model.file, file, scheme, signal);
    return { file, isStandIn: true, sizeBytes, bitsPerWeight, sha256 };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function search(
  variant: Variant,
  source: string,
  importance: string | undefined,
  sources: VariantSources,
): ReturnType<typeof searchTypes> {
  const { settings, threads, signal } = sources;
  const folder = join(sources.folder, 'search');
  await mkdir(folder, { recursive: true });
  const texts = await readMixedParagraphs(settings.tajikCalibration, {
    purpose: 'search',
    totalCharacters: settings.searchTokens * 3,
    paragraphCharacters: settings.paragraphCharacters,
  });
  const { shape } = await validateModelFile(source);
  const { bands, contextTokens } = settings;
  const types = settings.searchedTypes;
  const found = await searchTypes(
    { source, shape, bands, types, importance, texts, contextTokens, threads, folder, signal },
    variant.budget ?? sources.plainBytes,
  );
  sources.onSearch([...found.types].map(([group, type]) => `${group} ${type}`).join(', '));
  return found;
}
