import { repairVerb } from './repair.ts';
import type { TextVerb } from './text-verb.ts';

/** The verbs of `soro text`, in the order of its help. */
export const textVerbs: readonly TextVerb[] = [repairVerb];
