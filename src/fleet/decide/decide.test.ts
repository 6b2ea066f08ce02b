import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Offer } from '../packs/release.ts';
import { decide, type KnownMetadata, type SchoolState, trialMs } from './decide.ts';
import { earliestTime, mostAheadMs } from './known-time.ts';
import { advance, emptyTrack, goodRunMs, type Track, trialStarts } from './track.ts';
import { placeInQueue } from './wave.ts';

const dayMs = 24 * 60 * 60_000;
const clock = { now: Date.UTC(2026, 8, 1), trusted: true };

function offer(number: number, changes: Partial<Offer> = {}): Offer {
  const release = number.toString(16).padStart(64, '0');
  return {
    kind: 'model',
    name: 'soro',
    number,
    title: `${number}`,
    sizeBytes: 1000,
    schoolsIn10000: 10_000,
    held: false,
    release,
    packBytes: 100,
    ...changes,
  };
}

function metadata(...offers: Offer[]): KnownMetadata {
  return { offers, held: new Set(), stale: false };
}

function school(track: Track = emptyTrack): SchoolState {
  return { school: 'a', memoryBytes: 4e9, softwareNumber: 5, tracks: { 'model/soro': track } };
}

const next = (state: SchoolState, known: KnownMetadata, at = clock) => decide(state, known, at)[0];
const fetched = (number: number) => advance(emptyTrack, { type: 'fetched', installed: offer(number) });
const onTrial = (number: number, track = fetched(number)) =>
  advance(advance(track, { type: 'passed' }), { type: 'switched', now: clock.now });

describe('a school', () => {
  it('fetches, examines, switches, waits and keeps', () => {
    const known = metadata(offer(1), offer(2));
    expect(next(school(), known)).toMatchObject({ action: 'fetch', offer: { number: 2 } });
    expect(next(school(fetched(2)), known)).toMatchObject({ action: 'examine' });
    expect(next(school(advance(fetched(2), { type: 'passed' })), known)).toMatchObject({ action: 'switch' });
    expect(next(school(onTrial(2)), known)).toMatchObject({ action: 'wait', reason: 'on-trial' });
    const ran = advance(onTrial(2), { type: 'ran', passedMs: 2 * 60 * 60_000 });
    expect(next(school(ran), known)).toMatchObject({ action: 'wait' });
    expect(next(school(ran), known, { now: clock.now + trialMs, trusted: true })).toMatchObject({
      action: 'commit',
    });
    const kept = advance(ran, { type: 'committed' });
    expect(next(school(kept), known)).toMatchObject({ action: 'wait', reason: 'up-to-date' });
  });

  it('does not take a clock that it does not believe for 48 hours', () => {
    const ran = advance(onTrial(2), { type: 'ran', passedMs: 2 * 60 * 60_000 });
    const leapt = { now: clock.now + 900 * dayMs, trusted: false };
    expect(next(school(ran), metadata(offer(2)), leapt)).toMatchObject({ action: 'wait' });
    const longer = advance(ran, { type: 'ran', passedMs: trialMs });
    expect(next(school(longer), metadata(offer(2)), leapt)).toMatchObject({ action: 'commit' });
  });

  it('does not keep what was switched off for two days', () => {
    const later = { now: clock.now + 3 * dayMs, trusted: true };
    expect(next(school(onTrial(2)), metadata(offer(2)), later)).toMatchObject({ action: 'wait' });
  });

  it('goes back from a fault, or when the hub stops a release, and never tries it again', () => {
    const faulty = advance(onTrial(2), { type: 'fault', reason: 'no answers' });
    expect(next(school(faulty), metadata(offer(2)))).toMatchObject({
      action: 'roll-back',
      reason: 'no answers',
    });
    expect(next(school(onTrial(2)), metadata(offer(2, { held: true })))).toMatchObject({
      action: 'roll-back',
    });
    const stopped = { ...metadata(offer(2)), held: new Set([offer(2).release]) };
    expect(next(school(onTrial(2)), stopped)).toMatchObject({ action: 'roll-back' });
    const back = advance(faulty, { type: 'rolled-back', reason: 'no answers' });
    expect(next(school(back), metadata(offer(1), offer(2)))).toMatchObject({
      action: 'fetch',
      offer: { number: 1 },
    });
  });

  it('waits for its wave, newer software, memory, and fresh metadata', () => {
    expect(next(school(), metadata(offer(2, { schoolsIn10000: 0 })))).toMatchObject({ reason: 'later-wave' });
    expect(next(school(), metadata(offer(2, { needsSoftware: 6 })))).toMatchObject({
      reason: 'needs-newer-software',
    });
    expect(next(school(), metadata(offer(2, { needsMemoryBytes: 8e9 })))).toMatchObject({
      reason: 'needs-more-memory',
    });
    expect(next(school(), { ...metadata(offer(2)), stale: true })).toMatchObject({
      reason: 'metadata-stale',
    });
  });

  it('takes the release before while the newest is for others first, or stopped', () => {
    const others = offer(3, { schoolsIn10000: 0 });
    expect(next(school(), metadata(offer(2), others))).toMatchObject({
      action: 'fetch',
      offer: { number: 2 },
    });
    expect(next(school(), metadata(offer(2), offer(3, { held: true })))).toMatchObject({
      action: 'fetch',
      offer: { number: 2 },
    });
    expect(next(school(fetched(2)), metadata(offer(2), others))).toMatchObject({ action: 'examine' });
  });

  it('leaves a fetched release for a newer one', () => {
    expect(next(school(fetched(2)), metadata(offer(2), offer(3)))).toMatchObject({ action: 'drop' });
  });

  it('gets a start back after a good run', () => {
    const started = advance(onTrial(2), { type: 'starting' });
    expect(started.trial?.startsLeft).toBe(trialStarts - 1);
    expect(advance(started, { type: 'ran', passedMs: goodRunMs }).trial?.startsLeft).toBe(trialStarts);
  });
});

describe('a wave', () => {
  it('lets in about the share it names, and only widens', () => {
    const places = Array.from({ length: 3000 }, (_, index) => placeInQueue(`school-${index}`, 'release'));
    expect(places.filter((place) => place < 100).length).toBeGreaterThan(10);
    expect(places.filter((place) => place < 100).length).toBeLessThan(60);
    expect(Math.max(...places)).toBeLessThan(10_000);
  });

  it('begins with other schools for each release', () => {
    const first = (release: string) =>
      Array.from({ length: 1000 }, (_, index) => index).filter(
        (index) => placeInQueue(`${index}`, release) < 500,
      );
    const both = first('one').filter((index) => first('two').includes(index));
    expect(both.length).toBeLessThan(15);
  });
});

describe('the earliest time', () => {
  const issued = Date.UTC(2026, 5, 1);

  it('is never before signed metadata was made', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.boolean(), (now, trusted) => {
        expect(earliestTime({ now, trusted }, issued)).toBeGreaterThanOrEqual(issued);
      }),
    );
  });

  it('does not follow a clock that is years ahead, or not believed', () => {
    expect(earliestTime({ now: issued + 3 * 365 * dayMs, trusted: true }, issued)).toBe(issued);
    expect(earliestTime({ now: issued + mostAheadMs, trusted: true }, issued)).toBe(issued + mostAheadMs);
    expect(earliestTime({ now: issued + dayMs, trusted: false }, issued)).toBe(issued);
  });
});
