import { BadInputError } from '../../core/errors.ts';

/** A schema that cannot be held, with the place in the request. */
export function schemaError(message: string, place: string, remedy = 'Correct the schema.'): BadInputError {
  return new BadInputError({ message, place, remedy });
}

/** One whose grammar would grow beyond its bounds. */
export function tooLarge(most: string): BadInputError {
  return schemaError('The schema is too large.', 'response_format', `Make it smaller: ${most} are the most.`);
}
