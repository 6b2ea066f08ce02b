import { appendFile } from 'node:fs/promises';
import { z } from 'zod';
import { BadInputError } from '../errors.ts';
import type { RunShard } from '../executor.ts';

const inputSchema = z.strictObject({ number: z.number(), log: z.string(), fail: z.boolean().default(false) });

/** A shard for tests: notes that it ran, then doubles its number or fails. */
export const runShard: RunShard = async (input) => {
  const { number, log, fail } = inputSchema.parse(input);
  await appendFile(log, `${number}\n`);
  if (fail) throw new BadInputError({ message: `shard ${number} is bad`, file: 'x', remedy: 'none' });
  return { doubled: number * 2 };
};
