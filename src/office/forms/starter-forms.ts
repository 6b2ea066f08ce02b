import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { parseWith } from '../../core/schema.ts';
import { parseYaml } from '../../core/yaml.ts';
import { namedFormSchema } from '../contract/forms.ts';

export type StarterForm = z.output<typeof namedFormSchema>;

let loaded: readonly StarterForm[] | undefined;

/** The fifteen forms that come with Soro. No native teacher has checked their Tajik. */
export function starterForms(): readonly StarterForm[] {
  if (loaded) return loaded;
  const file = fileURLToPath(new URL('../data/forms.yaml', import.meta.url));
  const source = { file, family: 'corrupt', remedy: 'Restore the file from the repository.' } as const;
  loaded = parseWith(z.array(namedFormSchema), parseYaml(readFileSync(file, 'utf8'), source), source);
  return loaded;
}
