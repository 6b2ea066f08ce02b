import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { forgetOnDevice, remember } from '../../parts/remember.ts';
import { type Action, useAction } from '../../parts/use-action.ts';
import { askTask } from '../task-client.ts';
import { keptMark } from './kept-mark.ts';
import { type BookWord, forgetWords, keepWords, keptWords } from './kept-words.ts';

interface WordBook {
  readonly words: Signal<readonly BookWord[] | undefined>;
  /** Whether it is kept on this device. */
  readonly isKept: Signal<boolean>;
  readonly action: Action;
  keep(wanted: boolean): void;
}

/** The word book: the one that is kept on this device, else the server's. */
export function useWordBook(): WordBook {
  const words = useSignal<readonly BookWord[] | undefined>(undefined);
  const isKept = useSignal(false);
  const action = useAction();
  useEffect(() => {
    void action.run(async () => {
      const kept = await keptWords();
      isKept.value = kept !== undefined;
      words.value = kept ?? (await askTask('wordBook')).words;
    });
  }, []);
  return {
    words,
    isKept,
    action,
    keep(wanted) {
      // Shown at once, taken back where it fails.
      isKept.value = wanted;
      void action
        .run(async () => {
          if (!wanted) await forgetWords();
          else if (words.value) await keepWords(words.value);
          // Told without opening the database, where the page starts without a server.
          if (wanted) remember(keptMark, 'yes');
          else forgetOnDevice(keptMark);
        })
        .then((went) => {
          if (!went) isKept.value = !wanted;
        });
    },
  };
}
