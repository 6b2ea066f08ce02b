import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../../core/artefact/fingerprint.ts';
import { projectFolder } from '../../core/configuration.ts';
import { exists, readText, writeFileAtomically } from '../../core/files.ts';

/**
 * Writes what lies beside a model: its card, the notice that the Gemma terms ask for, the terms, and
 * checksums of everything as `sha256sum --check` reads them.
 */
export async function writePapers(
  checkpoint: string,
  target: string,
  content: { readonly card: string; readonly type: string; readonly files: readonly string[] },
  signal: AbortSignal,
): Promise<void> {
  const write = (name: string, text: string) => writeFileAtomically(join(target, name), text);
  await write('card.md', content.card);
  const given = (await readText(await travelling(checkpoint, 'NOTICE'))).trimEnd();
  await write(
    'NOTICE',
    `${given}\n\nThis file was modified again: quantised to ${content.type.toUpperCase()} by Soro.\n`,
  );
  await write('GEMMA_TERMS.txt', await readText(await travelling(checkpoint, 'GEMMA_TERMS.txt')));
  let sums = '';
  for (const name of ['GEMMA_TERMS.txt', 'NOTICE', 'card.md', ...content.files].toSorted()) {
    sums += `${await hashFile(join(target, name), signal)}  ${name}\n`;
  }
  await write('checksums.txt', sums);
}

/** Files that a server needs beside the weights of a Hugging Face folder. */
const servingFiles = [
  'tokenizer.json',
  'tokenizer_config.json',
  'generation_config.json',
  'chat_template.jinja',
] as const;

/** Copies what there is of {@link servingFiles} and returns their names. */
export async function copyServingFiles(checkpoint: string, target: string): Promise<string[]> {
  const copied: string[] = [];
  for (const name of servingFiles) {
    if (!(await exists(join(checkpoint, name)))) continue;
    await copyFile(join(checkpoint, name), join(target, name));
    copied.push(name);
  }
  return copied;
}

/** The file that came with the checkpoint, or the project's own. */
async function travelling(checkpoint: string, name: string): Promise<string> {
  const own = join(checkpoint, name);
  return (await exists(own)) ? own : join(projectFolder, 'models', name);
}
