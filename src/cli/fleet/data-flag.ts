import type { Command } from 'commander';
import { z } from 'zod';

/** The flag of every verb that works in the data of a school. */
export const dataFlag = { data: z.string().min(1).optional() };

export function withData(command: Command): Command {
  return command.option('--data <folder>', 'the data of the school (default: SORO_DATA, or work/school)');
}
