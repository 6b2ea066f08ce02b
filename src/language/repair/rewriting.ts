import { at } from '../../core/known.ts';
import { lastAtMost } from './last-at-most.ts';

/** A replacement in the text that a rule was given; offsets are UTF-16 units. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** One change that a repair made. */
export interface RepairChange {
  /** The name of the rule, as `repairRules` lists it. */
  readonly rule: string;
  /** Where it begins in the text as it was given, in UTF-16 units. */
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

/**
 * A text while rules rewrite it one after the other, with the way back to the original's offsets. The
 * way is a list of pieces: from `current[i]` on, the original offset is `original[i]` + the distance.
 */
export class Rewriting {
  readonly changes: RepairChange[] = [];
  text: string;
  private readonly originalLength: number;
  private current: number[] = [0];
  private original: number[] = [0];

  constructor(text: string) {
    this.text = text;
    this.originalLength = text.length;
  }

  /** Carries out the edits of a rule, which must be in order and must not overlap. */
  apply(rule: string, edits: readonly Edit[]): void {
    if (edits.length === 0) return;
    const parts: string[] = [];
    let from = 0;
    for (const { start, end, replacement } of edits) {
      const before = this.text.slice(start, end);
      this.changes.push({ rule, offset: this.originalOffset(start), before, after: replacement });
      parts.push(this.text.slice(from, start), replacement);
      from = end;
    }
    parts.push(this.text.slice(from));
    if (edits.some(({ start, end, replacement }) => end - start !== replacement.length)) this.move(edits);
    this.text = parts.join('');
  }

  /** The offset in the original text of an offset in the text as it is now. */
  originalOffset(offset: number): number {
    const piece = lastAtMost(this.current, offset);
    const next = this.original[piece + 1] ?? this.originalLength;
    return Math.min(at(this.original, piece) + offset - at(this.current, piece), next);
  }

  /** The offset now of an offset in the original text; of removed text, where it was. */
  currentOffset(offset: number): number {
    const piece = lastAtMost(this.original, offset);
    const next = this.current[piece + 1] ?? this.text.length;
    return Math.min(at(this.current, piece) + offset - at(this.original, piece), next);
  }

  private move(edits: readonly Edit[]): void {
    const current: number[] = [];
    const original: number[] = [];
    const add = (now: number, then: number) => {
      // Of two pieces at one place the later one holds: between them the text was removed.
      if (current.at(-1) === now) {
        current.pop();
        original.pop();
      }
      current.push(now);
      original.push(then);
    };
    let shift = 0;
    let piece = 0;
    const takeUpTo = (offset: number) => {
      for (; piece < this.current.length && at(this.current, piece) <= offset; piece += 1) {
        add(at(this.current, piece) + shift, at(this.original, piece));
      }
    };
    for (const { start, end, replacement } of edits) {
      takeUpTo(start);
      if (end - start === replacement.length) continue;
      const after = this.originalOffset(end);
      while (piece < this.current.length && at(this.current, piece) <= end) piece += 1;
      shift += replacement.length - (end - start);
      add(end + shift, after);
    }
    takeUpTo(Number.POSITIVE_INFINITY);
    this.current = current;
    this.original = original;
  }
}
