import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { readCheckpointConfig, validateModelFile } from '../../../checkpoint/index.ts';
import { hashFile } from '../../../core/artefact/fingerprint.ts';
import { isArtefact, type Manifest, readManifest } from '../../../core/artefact/manifest.ts';
import { BadInputError, CorruptArtefactError, fromSystemError } from '../../../core/errors.ts';
import { exists } from '../../../core/files.ts';
import { describeBytes } from '../../../core/progress/describe-bytes.ts';
import { type Environment, withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

/** `soro inspect PATH`: what is this artefact or model file. */
export function inspectCommand(): Command {
  const command = new Command('inspect')
    .summary('say what an artefact or model file is')
    .description('Says what an artefact folder, a checkpoint folder or a .gguf file is and holds.')
    .argument('<path>', 'a folder or a .gguf file')
    .option('--json', 'as JSON')
    .option('--verify', 'also compare every file of the artefact with its checksum')
    .addHelpText(
      'after',
      examples(['soro inspect work/demo/corpus', 'soro inspect work/demo/model/model.gguf']),
    );
  return command.action((path: string, flags: { json?: boolean; verify?: boolean }) =>
    withEnvironment(command, async (environment) => {
      const description = await describePath(resolve(path), flags.verify ?? false, environment);
      if (flags.json) environment.print(JSON.stringify(description, null, 2));
      else for (const line of formatDescription(description)) environment.print(line);
    }),
  );
}

async function describePath(path: string, verify: boolean, { signal }: Environment): Promise<object> {
  const information = await stat(path).catch((error: unknown) => {
    throw fromSystemError(error, path);
  });
  if (information.isFile()) return { file: path, ...(await validateModelFile(path)) };
  if (await isArtefact(path)) {
    const manifest = await readManifest(path);
    if (verify) await verifyFiles(path, manifest, signal);
    return { folder: path, ...manifest, files: describeFiles(manifest, verify) };
  }
  if (await exists(join(path, 'config.json'))) return { folder: path, ...(await readCheckpointConfig(path)) };
  throw new BadInputError({
    message: 'This is neither a Soro artefact nor a model.',
    file: path,
    remedy:
      'Name an artefact folder (with manifest.json), a checkpoint folder (with config.json) or a .gguf file.',
  });
}

async function verifyFiles(folder: string, manifest: Manifest, signal: AbortSignal): Promise<void> {
  for (const { path, sha256 } of manifest.files) {
    if ((await hashFile(join(folder, path), signal)) === sha256) continue;
    throw new CorruptArtefactError({
      message: 'The file is not what was written: its checksum differs.',
      file: join(folder, path),
      remedy: `Delete ${folder} and build it again.`,
    });
  }
}

function describeFiles(manifest: Manifest, verified: boolean): string {
  const sizeBytes = manifest.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  const size = `${manifest.files.length} files, ${describeBytes(sizeBytes)}`;
  return verified ? `${size}, every checksum right` : size;
}

/** `key: value` lines; nested objects are indented. */
function formatDescription(value: object, indent = ''): string[] {
  return Object.entries(value).flatMap(([key, item]) => {
    if (item === null || typeof item !== 'object') return [`${indent}${key}: ${item}`];
    const inner = Array.isArray(item)
      ? item.map((entry) => `${indent}  - ${typeof entry === 'object' ? JSON.stringify(entry) : entry}`)
      : formatDescription(item, `${indent}  `);
    return inner.length === 0 ? [] : [`${indent}${key}:`, ...inner];
  });
}
