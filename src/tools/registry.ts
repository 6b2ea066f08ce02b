import { calculator } from './calculator/calculator.ts';
import { calendar } from './calendar/calendar.ts';
import { geography } from './geography/geography.ts';
import { letters } from './letters/letters.ts';
import { script } from './letters/script.ts';
import { spelling } from './letters/spelling.ts';
import { equations } from './mathematics/equations.ts';
import { geometry } from './mathematics/geometry.ts';
import { numberTheory } from './mathematics/number-theory.ts';
import { numerals } from './numerals/numerals.ts';
import { physics } from './problems/physics.ts';
import { wordProblems } from './problems/stories.ts';
import type { Tool } from './tool.ts';
import { units } from './units/units.ts';
import { wordBook } from './words/word-questions.ts';

/** Every tool, in the order in which they are asked. The first that understands the whole question answers. */
export const tools: readonly Tool[] = [
  numberTheory,
  calculator,
  units,
  calendar,
  numerals,
  equations,
  geometry,
  geography,
  letters,
  script,
  spelling,
  wordBook,
  physics,
  wordProblems,
];
