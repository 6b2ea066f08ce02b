import { createHash } from 'node:crypto';
import type { Offer, PackKind } from '../../packs/release.ts';

/**
 * What a release is really like; schools find it out. `spoiled`: it answers nothing. `worse`: it knows less. `faulty`: the
 * server refuses it after some hours. `restless`: it ends soon after each start. `disliked`: no machine sees a fault, teachers complain.
 */
export type Nature = 'good' | 'spoiled' | 'worse' | 'faulty' | 'restless' | 'disliked';

export interface PlannedRelease {
  readonly kind: PackKind;
  readonly number: number;
  /** Published on this day of the year. */
  readonly day: number;
  readonly nature: Nature;
  /** Of 10,000 schools, at first. */
  readonly firstWave: number;
  readonly sizeBytes: number;
  /** Sent to a school that has nothing of it. */
  readonly wholeBytes: number;
  /** Sent to a school that has the release before. */
  readonly nextBytes: number;
}

/** Sizes as measured (docs/results/fleet.md): compressed, with the description of the pack. */
const sizes: Readonly<Record<PackKind, Pick<PlannedRelease, 'sizeBytes' | 'wholeBytes' | 'nextBytes'>>> = {
  software: { sizeBytes: 221_700_000, wholeBytes: 123_395_000, nextBytes: 391_000 },
  model: { sizeBytes: 79_600_000, wholeBytes: 76_510_000, nextBytes: 76_510_000 },
  books: { sizeBytes: 1_900_000, wholeBytes: 1_900_000, nextBytes: 1_900_000 },
  items: { sizeBytes: 400_000, wholeBytes: 120_000, nextBytes: 120_000 },
  words: { sizeBytes: 600_000, wholeBytes: 200_000, nextBytes: 200_000 },
  exam: { sizeBytes: 60_000, wholeBytes: 20_000, nextBytes: 20_000 },
};

/** What the model, when it is another one, takes. */
export interface ModelSize {
  readonly sizeBytes: number;
  readonly wholeBytes: number;
}

const everyone = 10_000;
const canary = 100;

/** A year: software each month (one restless), eight models of which four are bad in four ways, one signed by thieves; books, exercises, words, an exam. */
export function plannedYear(model: ModelSize = sizes.model): PlannedRelease[] {
  const plan = (
    kind: PackKind,
    number: number,
    day: number,
    nature: Nature = 'good',
    firstWave = kind === 'model' || kind === 'software' ? canary : everyone,
  ): PlannedRelease => ({
    kind,
    number,
    day,
    nature,
    // The first release of anything is what schools wait for.
    firstWave: number === 1 ? everyone : firstWave,
    ...sizes[kind],
    ...(kind === 'model' ? { ...model, nextBytes: model.wholeBytes } : {}),
  });
  const software = [0, 30, 60, 90, 115, 140, 170, 200, 225, 250].map((day, index) =>
    plan('software', index + 1, day, day === 115 ? 'restless' : 'good'),
  );
  return [
    plan('exam', 1, 0),
    ...software,
    plan('model', 1, 0),
    plan('model', 2, 35),
    plan('model', 3, 65, 'spoiled'),
    plan('model', 4, 80, 'worse'),
    plan('model', 5, 95, 'faulty'),
    plan('model', 6, 135, 'disliked'),
    plan('model', 7, 165),
    // Signed with stolen keys of the models and of the server, for every school at once.
    plan('model', 8, 215, 'spoiled', everyone),
    plan('model', 9, 225),
    plan('books', 1, 0),
    plan('books', 2, 75),
    plan('books', 3, 200),
    plan('items', 1, 5),
    plan('items', 2, 100),
    plan('words', 1, 5),
    plan('words', 2, 150),
  ];
}

/** How a release is named in signed metadata. */
export function offerOf({ kind, number, sizeBytes, firstWave }: PlannedRelease): Offer {
  return {
    kind,
    name: 'soro',
    number,
    title: `${kind} ${number}`,
    sizeBytes,
    schoolsIn10000: firstWave,
    held: false,
    ...(kind === 'model' ? { exam: nameOf('exam', 1), examKey: nameOf('exam', 0) } : {}),
    release: nameOf(kind, number),
    packBytes: 1000,
  };
}

function nameOf(kind: PackKind, number: number): string {
  return createHash('sha256').update(`${kind} ${number}`).digest('hex');
}
