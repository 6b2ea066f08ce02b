import { availableParallelism, totalmem } from 'node:os';
import type { Gemma3Shape } from '../checkpoint/index.ts';
import { type Assumptions, neededMemory } from '../quantisation/index.ts';

/** Answers written at once when nothing else is said, and tokens of a conversation; as `soro serve` starts. */
export const mostPlaces = 30;
const contextTokens = 2048;

/** What serving a model takes on this machine. */
export interface MachineFit {
  /** Answers at once that fit, 30 at most; 0 when the model does not fit. */
  readonly places: number;
  /** With this many answers (or with one, where not even that fits), the system included. */
  readonly memoryBytes: number;
}

/** Memory of this machine or of its container, in bytes. */
export function machineMemoryBytes(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** How many answers at once a model of this shape leaves room for, by the arithmetic of `soro plan`. */
export function machineFit(
  shape: Gemma3Shape,
  weightBytes: number,
  assumptions: Pick<Assumptions, 'machine'>,
  memoryBytes = machineMemoryBytes(),
): MachineFit {
  const needed = (pupils: number) =>
    neededMemory(shape, weightBytes, assumptions, { pupils, contextTokens }).memoryBytes;
  for (let places = mostPlaces; places > 0; places -= 1) {
    if (needed(places) <= memoryBytes) return { places, memoryBytes: needed(places) };
  }
  return { places: 0, memoryBytes: needed(1) };
}

/** Threads that a model is served with. */
export function servingThreads(): number {
  return Math.max(1, availableParallelism() - 1);
}
