import { BadInputError } from '../../core/errors.ts';

const onlyVariable = /^\$\{[^}]*\}$/;
const number = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/i;
const variable = /\$\{([A-Z][A-Z0-9_]*)(?::-([^}]*))?\}/g;

/**
 * Puts environment variables into the texts of settings: `${NAME}`, or `${NAME:-what else}` where it need
 * not be set. A setting that is only a variable with a number, `true` or `false` in it becomes that value. For what differs from machine to
 * machine: where base weights lie, how many GPUs there are.
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
  const expanded = value.replace(variable, (_, name: string, otherwise: string | undefined) => {
    const found = process.env[name] || otherwise;
    if (found !== undefined) return found;
    throw new BadInputError({
      message: `The environment variable ${name} is not set.`,
      file,
      place,
      remedy: `Set it: ${name}=… npx soro make ${file}`,
    });
  });
  if (!onlyVariable.test(value)) return expanded;
  if (expanded === 'true' || expanded === 'false') return expanded === 'true';
  return number.test(expanded) ? Number(expanded) : expanded;
}
