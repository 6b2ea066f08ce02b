import { join } from 'node:path';

/** What starts the Soro that lies in a folder with this process's Node, for `spawn`. */
export function soroCommand(
  folder: string,
  parameters: readonly string[],
): readonly [program: string, parameters: string[]] {
  const main = join(folder, 'src/cli/main.ts');
  return [process.execPath, ['--disable-warning=ExperimentalWarning', main, '--log', 'lines', ...parameters]];
}
