import type { Kind } from './example.ts';
import type { Generator } from './generator.ts';
import { generateArithmetic } from './kinds/computed/arithmetic.ts';
import { generateGrammar } from './kinds/computed/grammar.ts';
import { generateNumbers } from './kinds/computed/numbers.ts';
import { generatePhysics } from './kinds/computed/physics.ts';
import { generateConversations } from './kinds/conversation.ts';
import { generateDialogues } from './kinds/dialogue.ts';
import { generateEssays } from './kinds/essay.ts';
import { generateForms } from './kinds/form.ts';
import { generateRefusals } from './kinds/refusal.ts';
import { generateDefinitions } from './kinds/texts/definition.ts';
import { generateLessons } from './kinds/texts/lesson.ts';
import { generateOrthography } from './kinds/texts/orthography.ts';
import { generateReading } from './kinds/texts/reading.ts';
import { generateSummaries } from './kinds/texts/summary.ts';
import { generateTextbook } from './kinds/texts/textbook.ts';
import { generateTranslations } from './kinds/texts/translation.ts';
import { generateUnknown } from './kinds/unknown.ts';
import { generateWritten } from './kinds/written.ts';

/** The generator of each kind. */
export const generators: Readonly<Record<Kind, Generator>> = {
  definition: generateDefinitions,
  lesson: generateLessons,
  textbook: generateTextbook,
  essay: generateEssays,
  summary: generateSummaries,
  written: generateWritten,
  translation: generateTranslations,
  orthography: generateOrthography,
  form: generateForms,
  unknown: generateUnknown,
  refusal: generateRefusals,
  dialogue: generateDialogues,
  arithmetic: generateArithmetic,
  numbers: generateNumbers,
  physics: generatePhysics,
  grammar: generateGrammar,
  reading: generateReading,
  conversation: generateConversations,
};
