import { createHash } from 'node:crypto';
import { sides } from './example.ts';
import type { Rendered } from './render.ts';

/** Why an example is left out as a duplicate. */
export type DuplicateReason = 'same-request' | 'same-answer' | 'near-answer';

const bands = 8;
const rows = 3;
const shingleWords = 3;
/** Shorter answers are compared whole. */
const fewestWords = 20;

/**
 * Remembers what has been seen and says why a further example repeats it: the same request, the same
 * answer more often than its kind allows, or nearly the same answer (MinHash over runs of three words,
 * 8 bands of 3 rows: about 0.5 of the runs in common and more). Numbers count, case and marks do not.
 */
export class Duplicates {
  readonly #requests = new Set<string>();
  readonly #answers = new Map<string, number>();
  readonly #bands = new Set<string>();

  /** The reason against an example; nothing for a new one, which is remembered. */
  check({ example, repeats, isComputed }: Rendered): DuplicateReason | undefined {
    const { request, answer } = sides(example.messages);
    const requestKey = key(plain(request));
    if (this.#requests.has(requestKey)) return 'same-request';
    const answerKey = key(plain(answer));
    const before = this.#answers.get(answerKey) ?? 0;
    if (before >= repeats) return 'same-answer';
    const signature = isComputed ? [] : signatureOf(plain(answer), example.group);
    if (before === 0 && signature.some((band) => this.#bands.has(band))) return 'near-answer';
    this.#requests.add(requestKey);
    this.#answers.set(answerKey, before + 1);
    for (const band of signature) this.#bands.add(band);
    return undefined;
  }
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+×:/^%−-]+/gu, ' ')
    .trim();
}

function key(text: string): string {
  return createHash('sha256').update(text).digest('base64').slice(0, 16);
}

/** Band hashes of a text inside its group: a summary and a title of one text are no duplicates. */
function signatureOf(text: string, group: string): string[] {
  const words = text.split(' ');
  if (words.length < fewestWords) return [];
  const least = new Uint32Array(bands * rows).fill(0xffffffff);
  for (let first = 0; first + shingleWords <= words.length; first += 1) {
    const hash = createHash('md5')
      .update(words.slice(first, first + shingleWords).join(' '))
      .digest();
    const [one, other] = [hash.readUInt32LE(0), hash.readUInt32LE(4) | 1];
    for (let index = 0; index < least.length; index += 1) {
      const permuted = (Math.imul(one ^ (index * 0x9e3779b1), other) ^ (one >>> (index % 13))) >>> 0;
      if (permuted < (least[index] ?? 0)) least[index] = permuted;
    }
  }
  return Array.from(
    { length: bands },
    (_, band) => `${group} ${band} ${least.slice(band * rows, (band + 1) * rows).join('.')}`,
  );
}
