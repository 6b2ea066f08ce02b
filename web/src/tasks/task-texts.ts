import { textsOf } from '../language/language.ts';
import { en } from './texts/en.ts';
import { ru } from './texts/ru.ts';
import { type TaskTexts, tg } from './texts/tg.ts';

/** The texts of the tasks in the chosen language. */
export const taskTexts = textsOf<TaskTexts>({ tg, ru, en });
