import { z } from 'zod';
import type { GroundingOptions } from '../chat/index.ts';
import { BadInputError } from '../core/errors.ts';
import { parseWith } from '../core/schema.ts';

const onOff = z.enum(['on', 'off']).optional();
const environmentSchema = z.object({
  SORO_ONLY_FROM_BOOKS: onOff,
  SORO_TOOLS: onOff,
  SORO_GROUNDING: onOff,
});

interface GroundingFlags {
  readonly onlyFromBooks?: boolean | undefined;
  /** False with `--no-tools`; commander says true where nothing was given. */
  readonly tools?: boolean | undefined;
  readonly grounding?: boolean | undefined;
}

/**
 * What the answers of an installation may rest on, by flags and environment: whichever is stricter holds.
 * @throws BadInputError for a value that is neither `on` nor `off`, and where both leave nothing to answer with.
 */
export function groundingOf(flags: GroundingFlags, environment: NodeJS.ProcessEnv): GroundingOptions {
  const given = parseWith(environmentSchema, environment, { file: 'the environment' });
  const onlyFromBooks = flags.onlyFromBooks === true || given.SORO_ONLY_FROM_BOOKS === 'on';
  const isBare = flags.grounding === false || given.SORO_GROUNDING === 'off';
  if (onlyFromBooks && isBare) {
    throw new BadInputError({
      message: 'Without tools and books, nothing can come from books only.',
      place: '--only-from-books',
      remedy: 'Leave out --no-grounding (SORO_GROUNDING) or --only-from-books (SORO_ONLY_FROM_BOOKS).',
    });
  }
  return {
    ...(isBare && { mode: 'off' }),
    ...(onlyFromBooks && { onlyFromBooks }),
    ...((flags.tools === false || given.SORO_TOOLS === 'off') && { tools: false }),
  };
}
