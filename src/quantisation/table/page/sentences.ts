import { percent } from './format.ts';
import type { ReleaseTable } from './summarise.ts';

/** How the figures came about. */
export function howMeasured({ tokens, paragraphs, textNames, accuracy }: ReleaseTable): string {
  return [
    `Each variant beside the unquantised model (F32) over ${tokens.toLocaleString('en-US')} tokens in ${paragraphs} paragraphs of ${textNames.length} texts,`,
    'every token, full vocabulary. KL: mean divergence of the variant from the unquantised model, nats a token;',
    'square brackets: 95 % bootstrap interval over whole paragraphs. Same top token: share of positions where both hold the same token for the likeliest.',
    ...(accuracy
      ? [
          `Accuracy: over ${accuracy.items} items of ${accuracy.tasks.join(', ')}; the unquantised model’s is ${percent(accuracy.reference)}.`,
        ]
      : []),
    'Memory is what model and context add to a process. ●: no other variant is both smaller and closer.',
    'FP8 and W4A16 are measured by their weights turned back into BF16; FP8 activations are not simulated, and their speed is that of another engine.',
  ].join(' ');
}

/** Which INT4 file is to be released, and whether it may be. */
export function verdict({ release }: ReleaseTable): string {
  if (!release) return 'No INT4 variant beside plain Q4_0 was measured that is small enough to be released.';
  const { name, conditions } = release;
  const failed = conditions.filter(({ fulfilled }) => fulfilled === false).length;
  const open = conditions.filter(({ fulfilled }) => fulfilled === undefined).length;
  if (failed > 0)
    return `${name} is the closest INT4 file, but misses ${failed} of ${conditions.length} conditions.`;
  if (open > 0) {
    return `${name} is the closest INT4 file; it fulfils what was measured, ${open} of ${conditions.length} conditions are open.`;
  }
  return `${name} is the INT4 file to release: it fulfils every condition.`;
}
