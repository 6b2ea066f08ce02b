import { z } from 'zod';
import { hashFile } from '../core/artefact/fingerprint.ts';
import { trimSettings } from './reshape/trim/trim-settings.ts';

/** Settings of the vocabulary stage. */
export const vocabularySettings = z.strictObject({
  fertility: z
    .record(z.string().min(1), z.string().min(1))
    .default({})
    .describe('texts to measure tokens per word on: name → path of a plain text file'),
  trim: trimSettings
    .optional()
    .describe(
      'which tokens are kept: {scripts: {Cyrillic: all, Latin: {rank: 20000, used: 5000}}, protect: {name: path}, reserved: 99}; all by default',
    ),
  extend: z
    .strictObject({
      /** How many tokens to learn from the corpus. */
      tokens: z.int().positive(),
      /** Two tokens that are side by side less often are not made one. */
      minimumCount: z.int().min(2).default(5),
    })
    .optional()
    .describe('new tokens by continued byte-pair encoding: {tokens: 10000}; none by default'),
});

export type VocabularySettings = z.output<typeof vocabularySettings>;

/** The settings with absolute paths. */
export function resolveVocabularyPaths(
  settings: VocabularySettings,
  resolve: (path: string) => string,
): VocabularySettings {
  const { fertility, trim } = settings;
  return {
    ...settings,
    fertility: mapValues(fertility, resolve),
    ...(trim && { trim: { ...trim, protect: mapValues(trim.protect, resolve) } }),
  };
}

/** Hashes of the files that the settings name. */
export async function hashVocabularyTexts(
  { fertility, trim }: VocabularySettings,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const named = Object.entries({ fertility, protect: trim?.protect ?? {} }).flatMap(([key, texts]) =>
    Object.entries(texts).map(([name, path]) => [`${key}.${name}`, path] as const),
  );
  const hashes = named.map(async ([name, path]) => [name, await hashFile(path, signal)] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

function mapValues(
  record: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
