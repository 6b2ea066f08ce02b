import { BadInputError } from '../core/errors.ts';

/** The error when a run made nothing. */
export function noExample(remedy: string): BadInputError {
  return new BadInputError({ message: 'There is no example.', remedy });
}
