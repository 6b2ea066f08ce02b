import { beforeAll, describe, expect, it } from 'vitest';
import { assembleEmbeddedModel } from '../../src/checkpoint/index.ts';
import { fitsSchema } from '../support/schemas/fits-schema.ts';
import { randomSchema } from '../support/schemas/random-schema.ts';
import { type Walks, walkGrammars } from '../support/schemas/walk-grammars.ts';

// `npm run bench schema-fuzz` takes 20,000.
const count = 300;

describe(`the grammars of ${count} random schemas`, () => {
  let walks: Walks;
  beforeAll(async () => {
    walks = await walkGrammars({
      modelFile: await assembleEmbeddedModel(),
      first: 1,
      count,
      mostTokens: 120,
    });
  }, 300_000);

  it('take less than two seconds of a processor each, and no memory that stays', () => {
    for (const { seed, cpuMs } of walks.results) expect(cpuMs, `seed ${seed}`).toBeLessThan(2000);
    const { first, most } = walks.residentBytes;
    expect(most - first).toBeLessThan(200e6);
  });

  it('let through only what is valid', () => {
    const whole = walks.results.filter((one) => one.whole);
    // A test that refuses everything would show nothing.
    expect(whole.length).toBeGreaterThan(count / 10);
    for (const { seed, answer = '' } of whole) {
      const schema = randomSchema(seed);
      const value = JSON.parse(answer);
      expect(fitsSchema(value, schema), `seed ${seed}: ${answer} for ${JSON.stringify(schema)}`).toBe(true);
    }
  });

  it('are read by llama.cpp, each of them', () => {
    expect(walks.results.filter((one) => one.stopped)).toEqual([]);
  });
});
