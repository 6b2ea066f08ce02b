import { BadInputError } from '../../../core/errors.ts';
import { type Variant, variants } from './vary-text.ts';

/** A task, perhaps as a variant: `benchmarks/spelling`, `benchmarks/spelling@latin`. */
export interface TaskAddress {
  readonly folder: string;
  readonly variant: Variant | undefined;
}

/** Takes an address apart. @throws BadInputError naming the variants that there are. */
export function parseTaskAddress(address: string): TaskAddress {
  const [, folder, name] = /^(.+)@([^@/\\]+)$/.exec(address) ?? [];
  if (folder === undefined) return { folder: address, variant: undefined };
  const variant = variants.find((one) => one === name);
  if (variant) return { folder, variant };
  throw new BadInputError({
    message: `There is no variant "${name}" of a task.`,
    file: address,
    remedy: `One of: ${variants.join(', ')}.`,
  });
}
