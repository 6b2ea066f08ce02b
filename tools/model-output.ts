import { join } from 'node:path';
import { projectFolder } from '../src/core/configuration.ts';

/**
 * Where a tool writes the model that it trained: its place in the project, such as `src/language/data/a.bin`, or the file
 * that the setting SORO_MODEL_OUTPUT names, for a trial that must not replace the shipped one.
 */
export function modelOutput(place: string): string {
  return process.env.SORO_MODEL_OUTPUT ?? join(projectFolder, place);
}
