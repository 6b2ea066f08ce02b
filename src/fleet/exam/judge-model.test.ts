import { describe, expect, it } from 'vitest';
import { judgeModel, type ModelResults, pairsOf } from './judge-model.ts';

const answers = (right: number, total = 72) => Array.from({ length: total }, (_, index) => index < right);
const results = (right: number, changes: Partial<ModelResults> = {}): ModelResults => ({
  choices: answers(right),
  quotes: answers(4, 8),
  faultyAnswers: 1,
  reasons: [],
  tokensPerSecond: 20,
  residentBytes: 3e8,
  ...changes,
});
const machine = 4e9;

describe('a model beside the one in use', () => {
  it('passes when it is as good, better, or a little worse', () => {
    expect(judgeModel(results(40), results(40), machine).passed).toBe(true);
    expect(judgeModel(results(60), results(40), machine).passed).toBe(true);
    expect(judgeModel(results(38), results(40), machine).passed).toBe(true);
  });

  it('fails when it loses items that cannot be chance', () => {
    const verdict = judgeModel(results(20), results(40), machine);
    expect(verdict.reasons).toEqual(['it knows less than the model in use (20 of 72 lost, 0 won)']);
    expect(verdict.choices.chance).toBeLessThan(1e-5);
  });

  it.each([
    ['garbles quotes', { quotes: answers(0, 8), choices: answers(40) }, 'garbles'],
    ['writes half as fast', { tokensPerSecond: 9 }, 'tokens/s'],
    ['has many faults', { faultyAnswers: 4 }, '4 answers'],
    ['takes the memory', { residentBytes: 3e9 }, 'memory'],
    ['does not start', { reasons: ['it does not start'] }, 'start'],
  ])('fails when it %s', (_what, changes, word) => {
    const before = results(40, { quotes: answers(8, 8) });
    const now = results(40, { quotes: answers(8, 8), ...changes });
    expect(judgeModel(now, before, machine).reasons.join()).toContain(word);
  });

  it('counts chance as a fair coin would', () => {
    expect(pairsOf([false, false], [true, true]).chance).toBeCloseTo(0.25);
    expect(pairsOf([true], [true]).chance).toBe(1);
    expect(pairsOf(answers(0, 5), answers(5, 5)).chance).toBeCloseTo(1 / 32);
  });
});
