import { language } from '../../language/language.ts';
import type { MachineModel } from '../../staff/types.ts';

/** A model's title in the language of the page. */
export function titleOf({ title }: MachineModel): string {
  return title[language.value];
}
