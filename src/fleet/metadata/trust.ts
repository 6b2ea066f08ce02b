import { z } from 'zod';

const text = z.string().min(1);

/**
 * The metadata that a school has verified, word for word. One file: no two of its parts can be of different times. What a
 * later Soro has added is kept.
 */
export const trustSchema = z.looseObject({
  format: z.literal('soro-trust-1'),
  /** Every root since the first, for neighbours that know an earlier one. */
  roots: z.array(text).min(1),
  timestamp: text.nullable(),
  snapshot: text.nullable(),
  /** `targets` holds the delegations. */
  targets: text.nullable(),
  software: text.nullable(),
  model: text.nullable(),
  content: text.nullable(),
});

export type Trust = z.output<typeof trustSchema>;

/** What a school is given with its first installation: a root, and nothing else. */
export function firstTrust(root: string): Trust {
  return {
    format: 'soro-trust-1',
    roots: [root],
    timestamp: null,
    snapshot: null,
    targets: null,
    software: null,
    model: null,
    content: null,
  };
}

/** Where metadata comes from: a server, a neighbour, a stick. */
export interface MetadataSource {
  /** The bytes of a file (`timestamp.json`, `3.root.json`), or undefined where there is none. Never more than `mostBytes`. */
  readMetadata(name: string, mostBytes: number): Promise<Uint8Array | undefined>;
}

/** Why metadata of a source was not taken. */
export type Refusal =
  | 'nothing-there'
  | 'unreadable'
  | 'not-signed'
  | 'older'
  | 'mixed'
  | 'expired-root'
  | 'expired';

export interface Refreshed {
  readonly trust: Trust;
  /** `newer`: taken. `same`: what is known already. Otherwise why nothing was taken. */
  readonly outcome: 'newer' | 'same' | Refusal;
  readonly detail: string;
}
