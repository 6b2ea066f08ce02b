import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { CorruptArtefactError } from '../../core/errors.ts';
import { readPacked } from '../weights-file.ts';
import { finalFeatures, finalHashes, finalPlaceCount, finalPlaces } from './final-features.ts';
import type { LineWords } from './line-words.ts';

const headerSchema = z.strictObject({
  /** What the network is for, in one sentence. */
  purpose: z.string(),
  madeBy: z.string(),
  sources: z.array(z.string()),
  /** How many features have a place in the table; a power of two. */
  slots: z.int().positive(),
  /** Numbers a feature. */
  width: z.int().positive(),
  hidden: z.int().positive(),
  /** What one unit of a feature's numbers is worth. */
  scale: z.number().positive(),
});

export type FinalNetworkHeader = z.output<typeof headerSchema>;

/**
 * A network of one hidden layer over the sums, place by place, of what its features stand for. A feature finds
 * its row by its hash: one of a few slots in a row that bears its tag; features without a row count nothing.
 */
export interface FinalNetwork {
  readonly width: number;
  readonly hidden: number;
  readonly scale: number;
  readonly mask: number;
  /** 0 for an empty slot. */
  readonly tags: Uint8Array;
  /** `width` numbers a slot. */
  readonly rows: Int8Array;
  /** `hidden` rows of `finalPlaceCount * width` weights, then `hidden` biases, `hidden` output weights, one bias. */
  readonly layer: Float32Array;
}

/** How many slots in a row a feature may be in. */
export const probes = 4;

/** The tag of a hash, 1–255. */
export function tagOf(hash: number): number {
  return ((Math.imul(hash, 0x27d4eb2f) >>> 24) % 255) + 1;
}

/** The first slot that a hash may be in. */
export function firstSlot(hash: number, mask: number): number {
  const mixed = Math.imul(hash, 0x85ebca6b);
  return (mixed ^ (mixed >>> 13)) & mask;
}

let loaded: FinalNetwork | undefined;
let sums = new Float32Array(0);

/**
 * How much speaks for ӣ as the last letter of a word of a line that ends in и, in logits, by the words around it.
 * `endsInLongI` says of each word before it whether it ends in ӣ.
 */
export function longILogits(text: string, words: LineWords, word: number, endsInLongI: Uint8Array): number {
  loaded ??= readFinalNetwork(new URL('../data/tajik-final-i.network', import.meta.url));
  const count = finalFeatures(text, words, word, endsInLongI);
  return evaluate(loaded, count);
}

function evaluate(network: FinalNetwork, count: number): number {
  const { width, hidden, scale, rows, layer } = network;
  const inputs = finalPlaceCount * width;
  if (sums.length !== inputs) sums = new Float32Array(inputs);
  sums.fill(0);
  for (let feature = 0; feature < count; feature += 1) {
    const slot = slotOfFeature(network, finalHashes[feature] ?? 0);
    if (slot < 0) continue;
    const target = (finalPlaces[feature] ?? 0) * width;
    const row = slot * width;
    for (let index = 0; index < width; index += 1) {
      sums[target + index] = (sums[target + index] ?? 0) + (rows[row + index] ?? 0);
    }
  }
  const biases = hidden * inputs;
  let logits = layer[biases + 2 * hidden] ?? 0;
  for (let unit = 0; unit < hidden; unit += 1) {
    const row = unit * inputs;
    let activation = 0;
    for (let index = 0; index < inputs; index += 1)
      activation += (layer[row + index] ?? 0) * (sums[index] ?? 0);
    activation = activation * scale + (layer[biases + unit] ?? 0);
    if (activation > 0) logits += activation * (layer[biases + hidden + unit] ?? 0);
  }
  return logits;
}

function slotOfFeature({ tags, mask }: FinalNetwork, hash: number): number {
  const tag = tagOf(hash);
  const first = firstSlot(hash, mask);
  for (let step = 0; step < probes; step += 1) {
    const slot = (first + step) & mask;
    if (tags[slot] === tag) return slot;
  }
  return -1;
}

/** Reads a network from a file. @throws CorruptArtefactError when it is damaged. */
function readFinalNetwork(file: URL): FinalNetwork {
  const { header, body } = readPacked(file, headerSchema);
  const { slots, width, hidden, scale } = header;
  const numbers = hidden * (finalPlaceCount * width + 2) + 1;
  const expected = slots * (1 + width) + numbers * 4;
  if (body.length !== expected || (slots & (slots - 1)) !== 0) {
    const message = `${body.length} bytes were found, ${expected} expected.`;
    throw new CorruptArtefactError({
      message,
      file: fileURLToPath(file),
      remedy: 'Restore the file from the repository.',
    });
  }
  const bytes = Uint8Array.from(body);
  return {
    width,
    hidden,
    scale,
    mask: slots - 1,
    tags: bytes.subarray(0, slots),
    rows: new Int8Array(bytes.buffer, slots, slots * width),
    layer: new Float32Array(bytes.buffer, slots * (1 + width), numbers),
  };
}
