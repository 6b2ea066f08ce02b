import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstNotFinite, quantiseFloat8Rows, quantiseInt4Rows, type WeightRows } from './quantise-rows.ts';

const resultSchema = z.strictObject({
  weights: z.array(z.int()),
  scales: z.array(z.int()),
  shape: z.array(z.int()).nullable(),
});
const goldenSchema = z.strictObject({
  columns: z.int(),
  halves: z.array(z.int()),
  fp8: resultSchema,
  w4a16: z.record(z.string(), resultSchema),
});

let golden: z.output<typeof goldenSchema>;
let rows: WeightRows;

beforeAll(async () => {
  const file = join(import.meta.dirname, 'fixtures', 'compressed.json');
  golden = goldenSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  rows = { halves: Uint16Array.from(golden.halves), columns: golden.columns };
});

describe('rows as compressed-tensors quantises them', () => {
  it('gives the bytes and scales of FP8: small, huge, zero and tied weights', () => {
    const { weights, scales } = quantiseFloat8Rows(rows);
    expect([...scales]).toEqual(golden.fp8.scales);
    expect([...weights]).toEqual(golden.fp8.weights);
  });

  it.each(['32', '64'])('gives the packed integers and scales of groups of %s', (size) => {
    const { weights, scales } = quantiseInt4Rows(rows, Number(size));
    expect([...scales]).toEqual(golden.w4a16[size]?.scales);
    expect([...weights]).toEqual(golden.w4a16[size]?.weights);
  });

  it('finds the first weight that is no finite number', () => {
    expect(firstNotFinite(Uint16Array.of(0, 0xff7f, 0x7f80, 0x7fc0))).toBe(2);
    expect(firstNotFinite(rows.halves)).toBe(-1);
  });
});
