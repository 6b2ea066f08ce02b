import { describe, expect, it } from 'vitest';
import { BadInputError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';
import { quantisationStage } from './stage.ts';

describe('the quantisation stage', () => {
  it('quantises to Q5_1 unless told otherwise', () => {
    expect(parseWith(quantisationStage.settings, {})).toMatchObject({ type: 'q5_1', name: 'Soro' });
  });

  it('reads a budget as people write it', () => {
    const given = { budget: '80MB', calibration: ['lessons.txt'] };
    expect(parseWith(quantisationStage.settings, given)).toMatchObject({ budget: 80_000_000 });
    expect(() => parseWith(quantisationStage.settings, { ...given, budget: '80 megabytes' })).toThrow('80MB');
  });

  it('refuses a search without text to measure on, and texts for formats that use none', () => {
    expect(() => parseWith(quantisationStage.settings, { budget: '80MB' })).toThrow('calibration');
    expect(() => parseWith(quantisationStage.settings, { type: 'fp8', calibration: ['a.txt'] })).toThrow(
      'fp8',
    );
  });

  it('names a key that it does not know', () => {
    expect(() => parseWith(quantisationStage.settings, { typ: 'q4_0' })).toThrow(BadInputError);
    expect(() => parseWith(quantisationStage.settings, { typ: 'q4_0' })).toThrow('"typ"');
  });
});
