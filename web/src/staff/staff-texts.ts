import { textsOf } from '../language/language.ts';
import { en } from './texts/en.ts';
import { ru } from './texts/ru.ts';
import { type StaffTexts, tg } from './texts/tg.ts';

/** The texts of the teachers' and the administrators' pages in the chosen language. */
export const staffTexts = textsOf<StaffTexts>({ tg, ru, en });
