import { BadInputError } from '../../core/errors.ts';

const variable = /\$\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Puts environment variables into the texts of settings: `${NAME}`, or `${NAME:-what else}` where it need
 * not be set. For what differs from machine to machine: where base weights lie.
 * @throws BadInputError naming the variable when it is not set and there is nothing else.
 */
export function expandEnvironment(value: unknown, file: string, place: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => expandEnvironment(item, file, `${place}.${index}`));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, expandEnvironment(item, file, `${place}.${key}`)]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replace(variable, (_, name: string, otherwise: string | undefined) => {
    const found = process.env[name] || otherwise;
    if (found !== undefined) return found;
    throw new BadInputError({
      message: `The environment variable ${name} is not set.`,
      file,
      place,
      remedy: `Set it: ${name}=… npx soro make ${file}`,
    });
  });
}
