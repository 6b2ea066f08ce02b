import type { Artefact } from '../core/artefact/manifest.ts';
import type { Message } from './example.ts';
import type { Random } from './random.ts';
import type { InstructionSource } from './source-settings.ts';
import type { Slots } from './text/phrasings.ts';

/** Where an answer comes from. */
export interface Origin {
  readonly source: string;
  readonly licence: string;
  readonly provenance: string;
}

/** One turn to be worded: a group of phrasings of the kind and the values of its slots. */
export interface Turn {
  readonly group: string;
  readonly slots: Slots;
}

/** Turns to be worded and joined to one dialogue. */
export interface UnwordedDialogue extends Origin {
  readonly turns: readonly [Turn, ...Turn[]];
}

/** A dialogue that is written already. */
export interface WrittenDialogue extends Origin {
  readonly group: string;
  readonly messages: readonly Message[];
  /** How often the same answer may occur. */
  readonly repeats?: number;
}

export type RawDialogue = UnwordedDialogue | WrittenDialogue;

/** What a generator works with. */
export interface GeneratorContext {
  readonly random: Random;
  readonly sources: readonly InstructionSource[];
  readonly corpus: Artefact | undefined;
  /** How many examples are wanted: how much of a source to keep in memory. */
  readonly wanted: number;
  readonly signal: AbortSignal;
}

/** Streams tasks of one kind, best spread first; ends when there is nothing more. */
export type Generator = (context: GeneratorContext) => AsyncIterable<RawDialogue> | Iterable<RawDialogue>;

/** The origin of what this project computes and words itself. */
export function computedOrigin(provenance: string): Origin {
  return { source: 'Soro exercises', licence: 'Apache-2.0', provenance };
}

/** The origin of a record of a named source. */
export function sourceOrigin({ name, licence }: InstructionSource, provenance: string): Origin {
  return { source: name, licence, provenance };
}
