import { z } from 'zod';
import { knownEntry } from '../core/known.ts';

const units: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 };

/** A size as people write it: `80MB`, `1.5 GB`. Gives bytes. */
export const sizeSchema = z
  .string()
  .regex(/^\d+(\.\d+)? ?(kB|MB|GB)$/, 'A size is a number with kB, MB or GB, for example 80MB.')
  .transform((text) => {
    const [, number = '', unit = ''] = /^([\d.]+) ?(\w+)$/.exec(text) ?? [];
    return Math.round(Number(number) * knownEntry(units, unit));
  });
