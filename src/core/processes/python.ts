import { join } from 'node:path';
import { projectFolder } from '../configuration.ts';
import { MissingToolError } from '../errors.ts';
import { exists } from '../files.ts';

/** The folder that holds the project's Python packages. */
export const trainerFolder = join(projectFolder, 'trainer');

/** Where the Python of a project's environment is, set up or not. */
export function pythonPath(folder = projectFolder): string {
  return process.platform === 'win32'
    ? join(folder, '.venv', 'Scripts', 'python.exe')
    : join(folder, '.venv', 'bin', 'python');
}

/**
 * The Python of the project's environment.
 * @param need who needs it (`Training`) and what to type to get it.
 * @throws MissingToolError when it has not been set up.
 */
export async function findPython(
  need: { readonly by: string; readonly remedy: string },
  folder = projectFolder,
): Promise<string> {
  const path = pythonPath(folder);
  if (await exists(path)) return path;
  throw new MissingToolError({
    message: `${need.by} needs the Python environment, which is not set up.`,
    file: path,
    remedy: need.remedy,
  });
}
