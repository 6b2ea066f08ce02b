import { BadInputError } from '../core/errors.ts';
import { type HubSource, modelNameSchema } from './catalogue/catalogue.ts';

const hubAddress = /^hub:(?<repository>[\w.-]+\/[\w.-]+)@(?<revision>[^/\s]+)\/(?<file>\S.*\.gguf)$/u;

/** Whether a text is meant as the address of a file on a hub, right or wrong. */
export function isHubAddress(text: string): boolean {
  return text.startsWith('hub:');
}

/**
 * Reads `hub:owner/name@revision/file.gguf`.
 * @throws BadInputError showing the form.
 */
export function parseHubAddress(text: string): HubSource {
  const { repository, revision, file } = hubAddress.exec(text)?.groups ?? {};
  if (repository !== undefined && revision !== undefined && file !== undefined && !file.includes('..'))
    return { repository, revision, file };
  throw new BadInputError({
    message: 'This is no address of a model on a hub.',
    file: text,
    remedy: 'Write hub:OWNER/NAME@REVISION/FILE.gguf, for example hub:google/gemma-3-1b-it@main/model.gguf.',
  });
}

/** `hub:owner/name@revision/file`. */
export function formatHubAddress({ repository, revision, file }: HubSource): string {
  return `hub:${repository}@${revision}/${file}`;
}

/**
 * A model's name from the name of its file: small letters, digits, dots and hyphens.
 * @throws BadInputError when nothing is left to name it by.
 */
export function nameFromFile(path: string): string {
  const base = path.split(/[\\/]/u).at(-1) ?? '';
  const name = base
    .replace(/\.gguf$/iu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/gu, '-')
    .replaceAll(/^[.-]+|[.-]+$/gu, '')
    .slice(0, 60)
    .replace(/[.-]+$/u, '');
  return checkName(name, path);
}

/** @throws BadInputError for a name that cannot be used. */
export function checkName(name: string, file?: string): string {
  if (modelNameSchema.safeParse(name).success) return name;
  throw new BadInputError({
    message: `"${name}" cannot be the name of a model.`,
    file,
    remedy:
      'Choose one with --name: 2 to 64 small letters, digits, dots and hyphens. "soro" always means the model in use.',
  });
}
