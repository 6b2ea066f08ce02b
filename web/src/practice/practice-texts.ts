import { textsOf } from '../language/language.ts';
import { en } from './texts/en.ts';
import { ru } from './texts/ru.ts';
import { type PracticeTexts, tg } from './texts/tg.ts';

/** The texts of practice and tests in the chosen language. */
export const practiceTexts = textsOf<PracticeTexts>({ tg, ru, en });
