import { textsOf } from '../../language/language.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { type TaskTexts, tg } from './tg.ts';

/** The texts of teachers' questions and tests in the chosen language. */
export const taskTexts = textsOf<TaskTexts>({ tg, ru, en });
