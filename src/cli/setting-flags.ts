import { type Command, Option } from 'commander';
import { z } from 'zod';
import { parseYaml } from '../core/yaml.ts';

/** The part of a settings schema that a flag shows. */
interface SettingShape {
  readonly description?: string;
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: { readonly type?: string };
}

/** `minimumWords` → `minimum-words`. */
export function flagName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The settings of a schema by key, as JSON schema describes them. */
function settingShapes(schema: z.ZodType): Record<string, SettingShape> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return (json.properties ?? {}) as Record<string, SettingShape>;
}

/** Adds one flag for each setting of a stage: same names, same defaults as in a recipe. */
export function addSettingFlags(command: Command, schema: z.ZodType): void {
  for (const [key, shape] of Object.entries(settingShapes(schema))) {
    const hints = [
      shape.description,
      shape.enum && `one of: ${shape.enum.join(', ')}`,
      shape.default !== undefined && `default: ${JSON.stringify(shape.default)}`,
    ].filter(Boolean);
    if (shape.type === 'boolean') {
      command.addOption(new Option(`--${flagName(key)}`, hints.join('; ')));
      command.addOption(new Option(`--no-${flagName(key)}`, 'the opposite').hideHelp(shape.default !== true));
    } else {
      const value = shape.type === 'array' ? '<value...>' : '<value>';
      command.addOption(new Option(`--${flagName(key)} ${value}`, hints.join('; ')));
    }
  }
}

/**
 * Reads the flags back into a settings object. Values are read as YAML scalars or flow collections,
 * so that a number, a list or an object on the command line is what it would be in a recipe.
 * @throws BadInputError naming the flag whose value is not readable.
 */
export function readSettingFlags(
  options: Record<string, unknown>,
  schema: z.ZodType,
): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const [key, shape] of Object.entries(settingShapes(schema))) {
    const given = options[key];
    if (given === undefined) continue;
    const isText = (shape.type === 'array' ? shape.items : shape)?.type === 'string';
    const source = {
      file: `--${flagName(key)}`,
      remedy: 'Close every bracket and quotation mark, and see --help.',
    };
    const read = (value: unknown) => (isText ? value : parseYaml(String(value), source));
    settings[key] = Array.isArray(given) ? given.map(read) : read(given);
  }
  return settings;
}
