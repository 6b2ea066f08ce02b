import { commonPrefix } from '../common-prefix.ts';
import type { ServedModel } from './model.ts';
import type { SharedPrefixes } from './shared-prefixes.ts';

/** A sequence of the model, and whose tokens it has read. */
export interface Slot {
  readonly sequence: number;
  /** Nobody else's request may begin with what is here. */
  owner: string | undefined;
  tokens: number[];
  busy: boolean;
  /** Grows with each use. */
  usedAt: number;
}

/** The model's sequences: given out, and kept after an answer for the same owner's next question. */
export class Slots {
  readonly #model: ServedModel;
  readonly #shared: SharedPrefixes;
  readonly #slots: readonly Slot[];
  #uses = 0;

  constructor(model: ServedModel, sequences: number, shared: SharedPrefixes) {
    this.#model = model;
    this.#shared = shared;
    this.#slots = Array.from({ length: sequences }, (_, sequence) => ({
      sequence,
      owner: undefined,
      tokens: [],
      busy: false,
      usedAt: 0,
    }));
  }

  /**
   * Gives out a slot for a prompt. It holds a beginning of the prompt already where the same owner has read
   * one, or where the beginning is shared; everything else is erased from it first. Undefined if none is free.
   */
  take(owner: string, prompt: readonly number[], sharedTokens: number): Slot | undefined {
    const free = this.#slots.filter((slot) => !slot.busy);
    const own = free
      .filter((slot) => slot.owner === owner)
      .map((slot) => ({ slot, length: commonPrefix(slot.tokens, prompt) }))
      .sort((a, b) => b.length - a.length)[0];
    // Of the others the one that nobody needs, then the one used longest ago. Low numbers first: sequences
    // whose numbers follow each other are computed together.
    const slot =
      own && own.length > sharedTokens
        ? own.slot
        : free.sort(
            (a, b) =>
              Number(a.owner !== undefined) - Number(b.owner !== undefined) ||
              a.usedAt - b.usedAt ||
              a.sequence - b.sequence,
          )[0];
    if (!slot) return undefined;
    // The last token is always read again: the first token of the answer needs its logits.
    const kept = Math.min(slot.owner === owner ? commonPrefix(slot.tokens, prompt) : 0, prompt.length - 1);
    slot.tokens = kept > 0 && this.#model.truncate(slot.sequence, kept) ? prompt.slice(0, kept) : [];
    if (slot.tokens.length === 0) {
      this.#model.truncate(slot.sequence, 0);
      const prefix = prompt.slice(0, Math.min(sharedTokens, prompt.length - 1));
      if (prefix.length > 0 && this.#shared.restore(this.#model, slot.sequence, prefix)) slot.tokens = prefix;
    }
    slot.owner = owner;
    slot.busy = true;
    this.#uses += 1;
    slot.usedAt = this.#uses;
    return slot;
  }

  /** What it has read stays for its owner until somebody needs the slot. */
  release(slot: Slot): void {
    slot.busy = false;
  }

  /** Lets a slot be read again from its first token. */
  forget(slot: Slot): void {
    this.#model.truncate(slot.sequence, 0);
    slot.tokens = [];
  }

  /** After a failed step nobody knows what the slot holds. */
  erase(slot: Slot): void {
    this.forget(slot);
    slot.owner = undefined;
  }
}
