import { useSignal } from '@preact/signals';
import { texts } from '../../language/language.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Field } from '../../parts/field.tsx';
import { taskTexts } from '../task-texts.ts';
import { findWords } from './find-words.ts';
import { useWordBook } from './use-word-book.ts';

const mostShown = 20;

/** The word book: found while one types, and kept on the device for who wants to. */
export function WordsTask() {
  const words = taskTexts.value;
  const book = useWordBook();
  const typed = useSignal('');
  const found = findWords(book.words.value ?? [], typed.value, mostShown);
  return (
    <>
      <a class="link" href="/#/tasks">
        ← {words.back}
      </a>
      <h1>{words.cards.words.title}</h1>
      <ErrorNote error={book.action.error.value} words={words.errors} />
      {!book.words.value && !book.action.error.value && <p class="quiet-words">{texts.value.loading}</p>}
      {book.words.value && (
        <>
          <Field label={words.oneWord} hint={words.wordHint} value={typed} lang="tg" maxLength={100} />
          <label class="tick">
            <input
              type="checkbox"
              checked={book.isKept.value}
              onChange={(event) => book.keep(event.currentTarget.checked)}
            />
            <span>{words.keepWords}</span>
          </label>
          <section aria-live="polite" aria-label={words.cards.words.title}>
            {typed.value.trim() !== '' && found.length === 0 && <p class="note">{words.notFoundWord}</p>}
            <dl class="hard-words">
              {found.map(({ word, meanings, ru, en }) => (
                <div key={word + meanings[0]}>
                  <dt lang="tg">{word}</dt>
                  <dd>
                    <span lang="tg">{meanings.join('; ')}</span>
                    {ru.length > 0 && <span lang="ru"> · {ru.join(', ')}</span>}
                    {en.length > 0 && <span lang="en"> · {en.join(', ')}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
          <p class="hint">{words.wordBookSource}</p>
        </>
      )}
    </>
  );
}
