import type { Kind } from './example.ts';
import type { Generator } from './generator.ts';
import { generateArithmetic } from './kinds/arithmetic.ts';
import { generateConversations } from './kinds/conversation.ts';
import { generateDefinitions } from './kinds/definition.ts';
import { generateDialogues } from './kinds/dialogue.ts';
import { generateEssays } from './kinds/essay.ts';
import { generateForms } from './kinds/form.ts';
import { generateGrammar } from './kinds/grammar.ts';
import { generateLessons } from './kinds/lesson.ts';
import { generateNumbers } from './kinds/numbers.ts';
import { generateOrthography } from './kinds/orthography.ts';
import { generatePhysics } from './kinds/physics.ts';
import { generateReading } from './kinds/reading.ts';
import { generateRefusals } from './kinds/refusal.ts';
import { generateSummaries } from './kinds/summary.ts';
import { generateTextbook } from './kinds/textbook.ts';
import { generateTranslations } from './kinds/translation.ts';
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
