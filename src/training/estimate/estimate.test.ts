import { describe, expect, it } from 'vitest';
import { gemma3Shapes } from '../../checkpoint/index.ts';
import { parseWith } from '../../core/schema.ts';
import {
  type EstimateSettings,
  estimateSettings,
  estimateTraining,
  requireFit,
  shapeOfSettings,
} from './estimate.ts';
import { machines } from './machines.ts';
import { trainedParameters } from './memory.ts';
import { flopsPerToken } from './time.ts';

const settingsOf = (settings: unknown) => parseWith(estimateSettings, settings);

async function estimate(settings: unknown) {
  const parsed: EstimateSettings = settingsOf(settings);
  return estimateTraining(await shapeOfSettings(parsed), parsed);
}

describe('an estimate', () => {
  it('is given for every size on every machine', async () => {
    for (const size of Object.keys(gemma3Shapes)) {
      const estimates = await estimate({ size });
      expect(estimates.map(({ name }) => name)).toEqual(Object.keys(machines));
      for (const { memory, hours } of estimates) {
        const { total, ...parts } = memory;
        expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 0);
        expect(hours).toBeGreaterThan(0);
      }
    }
  });

  it('agrees with the speed that was measured on two cores', async () => {
    // 59,442 tokens, 138 M parameters, 512-token sequences: 220 tokens/s.
    const [found] = await estimate({ size: '270m', vocabularySize: 59_442, machine: 'two-cores' });
    expect(found?.parameters).toBeCloseTo(138.4e6, -6);
    expect(found?.tokensPerSecond).toBeGreaterThan(200);
    expect(found?.tokensPerSecond).toBeLessThan(240);
  });

  it('costs devices × hours × price', async () => {
    const [one] = await estimate({ size: '4b', machine: 'h200', pricePerHour: 3, batchSize: 8 });
    const [eight] = await estimate({
      size: '4b',
      machine: 'h200',
      pricePerHour: 3,
      batchSize: 8,
      processes: 8,
    });
    expect(one?.cost).toBeCloseTo(3 * (one?.hours ?? 0));
    expect(eight?.hours).toBeCloseTo((one?.hours ?? 0) / 8);
    expect(eight?.cost).toBeCloseTo(one?.cost ?? 0);
    expect(eight?.memory.total).toBeLessThan(one?.memory.total ?? 0);
  });

  it('counts a teacher: its weights on every device, and its reading of what is replayed', async () => {
    const [alone] = await estimate({ size: '4b', machine: 'h200', processes: 8, batchSize: 8 });
    const replay = { size: '4b', machine: 'h200', processes: 8, batchSize: 8, teacher: true };
    const [everywhere] = await estimate(replay);
    const [aFifth] = await estimate({ ...replay, replayShare: 0.2 });
    expect((everywhere?.memory.total ?? 0) - (alone?.memory.total ?? 0)).toBe(2 * (alone?.parameters ?? 0));
    expect((everywhere?.hours ?? 0) / (alone?.hours ?? 1)).toBeCloseTo(4 / 3, 2);
    expect((aFifth?.hours ?? 0) / (alone?.hours ?? 1)).toBeCloseTo(1 + 0.2 / 3, 2);
  });

  it('counts Muon: half the moments of the matrices, and work of its own once a step', async () => {
    const adamw = { size: '1b', machine: 'h200', sequenceLength: 2048 };
    const muon = { ...adamw, optimiser: 'muon' };
    const [plain] = await estimate(adamw);
    const [even] = await estimate(muon);
    const { layers, hiddenSize, intermediateSize } = gemma3Shapes['1b'];
    const saved = (plain?.memory.optimiser ?? 0) - (even?.memory.optimiser ?? 0);
    expect(saved).toBe(4 * layers * hiddenSize * (2 * 1024 + 2 * 256 + 3 * intermediateSize));
    const times = async (accumulation: number) => {
      const [slower] = await estimate({ ...muon, accumulation });
      return (slower?.hours ?? 0) / (plain?.hours ?? 1);
    };
    expect(await times(1)).toBeGreaterThan(1.1);
    expect(await times(16)).toBeLessThan(1.03);
  });

  it('refuses Muon beside adapters', () => {
    expect(() => settingsOf({ lora: {}, optimiser: 'muon' })).toThrow(/Muon is for whole matrices/);
  });

  it('refuses what cannot fit and says what would', async () => {
    const full = await estimate({ size: '4b', machine: 'rtx-4090', batchSize: 1 });
    expect(() => requireFit(full)).toThrow(/needs \d+ GiB on each device; NVIDIA RTX 4090/);
    expect(() => requireFit(full)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('lora: {}') }),
    );
    const adapters = await estimate({
      size: '4b',
      machine: 'rtx-4090',
      batchSize: 1,
      lora: {},
      gradientCheckpointing: true,
    });
    expect(() => requireFit(adapters)).not.toThrow();

    const large = await estimate({ size: '27b', machine: 'h200', batchSize: 8 });
    expect(large[0]?.wouldFit).toContain('processes: 8, gradientCheckpointing: true');
    const hopeless = await estimate({ size: '27b', machine: 'laptop' });
    expect(() => requireFit(hopeless)).toThrow(
      expect.objectContaining({ remedy: expect.stringContaining('larger machine') }),
    );
  });

  it('counts adapters as peft makes them', () => {
    const { hiddenSize, layers, attentionHeads, headDimension } = gemma3Shapes['270m'];
    const lora = parseWith(estimateSettings, { lora: { rank: 8, targets: ['q_proj'] } }).lora;
    expect(trainedParameters(gemma3Shapes['270m'], lora)).toBe(
      8 * layers * (hiddenSize + attentionHeads * headDimension),
    );
  });

  it('counts the operations of a token as the trainer does', () => {
    // The figures of test_utilisation in trainer/tests: two layers there, one of them global.
    const shape = {
      ...gemma3Shapes['270m'],
      vocabularySize: 96,
      hiddenSize: 32,
      intermediateSize: 64,
      layers: 6,
    };
    const tiny = { ...shape, attentionHeads: 2, keyValueHeads: 1, headDimension: 16, slidingWindow: 16 };
    const body = 6 * (32 * 32 * 2 + 32 * 16 * 2 + 3 * 32 * 64);
    expect(flopsPerToken(tiny, 64, true)).toBe(6 * (body + 96 * 32) + 12 * 32 * (5 * 16 + 32));
  });
});
