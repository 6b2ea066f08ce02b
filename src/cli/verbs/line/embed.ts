import { copyFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { openArtefact } from '../../../core/artefact/build.ts';
import { hashFile } from '../../../core/artefact/fingerprint.ts';
import { projectFolder } from '../../../core/configuration.ts';
import { writeFileAtomically } from '../../../core/files.ts';
import { splitModel } from '../../../quantisation/index.ts';
import { withEnvironment } from '../../environment.ts';
import { examples } from '../../help.ts';

/** `soro embed MODEL`: makes a model artefact the one that comes with a clone. */
export function embedCommand(): Command {
  const command = new Command('embed')
    .summary('make a model the one that comes with a clone')
    .description(
      'Replaces the embedded model in models/: parts, card and checksums. Commit the folder afterwards.',
    )
    .argument('<model>', 'folder of a finished model artefact')
    .requiredOption('--name <name>', 'file name of the embedded model, without .gguf')
    .option('--models <folder>', 'the folder to write', join(projectFolder, 'models'))
    .option('--keep-papers', 'leave card, notice and terms in that folder as they are: written by hand')
    .addHelpText('after', examples(['soro embed work/demo/model --name soro-270m']));
  return command.action((model: string, flags: { name: string; models: string; keepPapers?: true }) =>
    withEnvironment(command, async ({ signal, print }) => {
      const { directory } = await openArtefact(resolve(model), ['model']);
      const folder = resolve(flags.models);
      const { parts } = await splitModel(join(directory, 'model.gguf'), folder, { name: flags.name, signal });
      const papers = flags.keepPapers ? [] : ['card.md', 'NOTICE', 'GEMMA_TERMS.txt'];
      for (const name of papers) {
        await copyFile(join(directory, name), join(folder, name));
      }
      await writeChecksums(folder, signal);
      print(`${folder}: ${parts.length} parts; look at card.md, then commit the folder.`);
    }),
  );
}

/** `checksums.txt` in the form that `sha256sum --check` reads. */
async function writeChecksums(folder: string, signal: AbortSignal): Promise<void> {
  const lines: string[] = [];
  for (const name of (await readdir(folder)).sort()) {
    if (name !== 'checksums.txt') lines.push(`${await hashFile(join(folder, name), signal)}  ${name}\n`);
  }
  await writeFileAtomically(join(folder, 'checksums.txt'), lines.join(''));
}
