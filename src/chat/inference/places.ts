import { commonPrefix } from '../common-prefix.ts';
import type { ServedModel } from './model.ts';
import type { SharedPrefixes } from './shared-prefixes.ts';

/** A sequence of the model, and whose tokens it has read. */
export interface Place {
  readonly sequence: number;
  /** Nobody else's request may begin with what stands here. */
  owner: string | undefined;
  tokens: number[];
  busy: boolean;
  /** Grows with each use. */
  usedAt: number;
}

/** The model's sequences: given out, and kept after an answer for the same owner's next question. */
export class Places {
  readonly #model: ServedModel;
  readonly #shared: SharedPrefixes;
  readonly #places: readonly Place[];
  #uses = 0;

  constructor(model: ServedModel, sequences: number, shared: SharedPrefixes) {
    this.#model = model;
    this.#shared = shared;
    this.#places = Array.from({ length: sequences }, (_, sequence) => ({
      sequence,
      owner: undefined,
      tokens: [],
      busy: false,
      usedAt: 0,
    }));
  }

  /**
   * Gives out a place for a prompt. It holds a beginning of the prompt already where the same owner has read
   * one, or where the beginning is shared; everything else is erased from it first. Undefined if none is free.
   */
  take(owner: string, prompt: readonly number[], sharedTokens: number): Place | undefined {
    const free = this.#places.filter((place) => !place.busy);
    const own = free
      .filter((place) => place.owner === owner)
      .map((place) => ({ place, length: commonPrefix(place.tokens, prompt) }))
      .sort((a, b) => b.length - a.length)[0];
    // Of the others the one that nobody needs, then the one used longest ago. Low numbers first: sequences
    // whose numbers follow each other are computed together.
    const place =
      own && own.length > sharedTokens
        ? own.place
        : free.sort(
            (a, b) =>
              Number(a.owner !== undefined) - Number(b.owner !== undefined) ||
              a.usedAt - b.usedAt ||
              a.sequence - b.sequence,
          )[0];
    if (!place) return undefined;
    // The last token is always read anew: the first token of the answer needs its logits.
    const kept = Math.min(place.owner === owner ? commonPrefix(place.tokens, prompt) : 0, prompt.length - 1);
    place.tokens = kept > 0 && this.#model.truncate(place.sequence, kept) ? prompt.slice(0, kept) : [];
    if (place.tokens.length === 0) {
      this.#model.truncate(place.sequence, 0);
      const prefix = prompt.slice(0, Math.min(sharedTokens, prompt.length - 1));
      if (prefix.length > 0 && this.#shared.restore(this.#model, place.sequence, prefix))
        place.tokens = prefix;
    }
    place.owner = owner;
    place.busy = true;
    this.#uses += 1;
    place.usedAt = this.#uses;
    return place;
  }

  /** What it has read stays for its owner until somebody needs the place. */
  release(place: Place): void {
    place.busy = false;
  }

  /** Lets a place be read anew from its first token. */
  forget(place: Place): void {
    this.#model.truncate(place.sequence, 0);
    place.tokens = [];
  }

  /** After a failed step nobody knows what the place holds. */
  erase(place: Place): void {
    this.forget(place);
    place.owner = undefined;
  }
}
