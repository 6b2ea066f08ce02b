import { BadInputError } from '../../core/errors.ts';
import { type LetterTemplate, letterTemplates, ownTemplates } from '../letters/templates.ts';
import { memoryOf } from '../translation/kept-memory.ts';
import { ownMemory, type TranslationMemory } from '../translation/memory.ts';

/** The letters and the sentences that a conversation may use. */
export interface OfficeTexts {
  letters(): readonly LetterTemplate[];
  memory(): TranslationMemory;
}

/** Those that come with Soro. */
export const soroTexts: OfficeTexts = { letters: () => ownTemplates(), memory: ownMemory };

/**
 * The organisation's own letters and sentences before ours. A conversation goes on without a file that is refused: the
 * tasks and `soro letter list` say what is wrong with it.
 */
export function officeTexts(dataFolder: string): OfficeTexts {
  return {
    letters: () => orElse(() => letterTemplates(dataFolder), soroTexts.letters),
    memory: () => orElse(() => memoryOf(dataFolder), soroTexts.memory),
  };
}

function orElse<Value>(read: () => Value, other: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof BadInputError) return other();
    throw error;
  }
}
