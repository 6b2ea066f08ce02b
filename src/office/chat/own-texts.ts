import { BadInputError, formatError } from '../../core/errors.ts';
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
 * The organisation's own letters and sentences before ours. A conversation goes on without a file that is refused:
 * whoever asks cannot mend it. `warn` hears why, once until the file is another.
 */
export function officeTexts(dataFolder: string, warn: (message: string) => void): OfficeTexts {
  return {
    letters: kept(() => letterTemplates(dataFolder), soroTexts.letters, warn),
    memory: kept(() => memoryOf(dataFolder), soroTexts.memory, warn),
  };
}

function kept<Value>(read: () => Value, ours: () => Value, warn: (message: string) => void): () => Value {
  let said = '';
  return () => {
    try {
      const value = read();
      said = '';
      return value;
    } catch (error) {
      if (!(error instanceof BadInputError)) throw error;
      const reason = formatError(error);
      if (reason !== said) warn(reason);
      said = reason;
      return ours();
    }
  };
}
