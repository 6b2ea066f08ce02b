import { sha256 } from '../../../core/artefact/fingerprint.ts';
import { seededRandom } from '../../../core/seeded-random.ts';
import { transliterate, withoutTajikLetters } from '../../../language/index.ts';
import { gapMark } from '../format/description.ts';
import { slipsOfTyping } from './slips.ts';

/** Ways in which people type Tajik. */
export const variants = ['without-tajik-letters', 'latin', 'persian-script', 'slips', 'lower-case'] as const;
export type Variant = (typeof variants)[number];

/** Raised when a variant comes out otherwise: figures of different numbers are not comparable. */
const seed = 'variants 1';

/**
 * A question as it might be typed: without ғ ӣ қ ӯ ҳ ҷ, in Latin letters, in Persian script, with slips of the
 * fingers, in small letters. The same on every machine; the gap of a question stays.
 */
export function varyText(text: string, variant: Variant): string {
  return text
    .split(gapMark)
    .map((part, index) => varyPart(part, variant, `${index} ${text}`))
    .join(gapMark);
}

function varyPart(text: string, variant: Variant, key: string): string {
  // A script's rules trim what is around a text.
  const [before = '', after = ''] = [/^\s*/.exec(text)?.[0], /\s*$/.exec(text.slice(1))?.[0]];
  const inner = text.trim();
  if (inner === '') return text;
  return before + varyInner(inner, variant, key) + after;
}

function varyInner(text: string, variant: Variant, key: string): string {
  switch (variant) {
    case 'without-tajik-letters':
      return withoutTajikLetters(text);
    case 'latin':
      return transliterate(text, { from: 'Cyrl', to: 'Latn' });
    case 'persian-script':
      return transliterate(text, { from: 'Cyrl', to: 'Arab' });
    case 'slips':
      return slipsOfTyping(text, seededRandom(Number.parseInt(sha256(`${seed} ${key}`).slice(0, 8), 16)));
    case 'lower-case':
      return text.toLowerCase();
  }
}
