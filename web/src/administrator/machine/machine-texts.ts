import { textsOf } from '../../language/language.ts';
import { en } from './texts/en.ts';
import { ru } from './texts/ru.ts';
import { type MachineTexts, tg } from './texts/tg.ts';

/** The texts of the administrator's pages about models and updates. */
export const machineTexts = textsOf<MachineTexts>({ tg, ru, en });
