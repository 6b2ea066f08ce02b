import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../../server/call.ts';
import type { Book } from '../../server/types.ts';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { ClassSettings } from '../../staff/types.ts';
import { Check } from './controls.tsx';

interface BooksChoiceProps {
  readonly settings: ClassSettings;
  readonly onChange: (part: Partial<ClassSettings>) => void;
}

/** From what a class is answered: which books, nothing but books, sums. */
export function BooksChoice({ settings, onChange }: BooksChoiceProps) {
  const words = staffTexts.value;
  const books = useSignal<readonly Book[]>([]);
  useEffect(() => {
    // Without the list the rest can still be set.
    call('GET /api/books').then(
      (reply) => {
        books.value = reply.books;
      },
      () => {},
    );
  }, []);
  const chosen = settings.books;
  return (
    <>
      {books.value.length > 0 && (
        <fieldset>
          <legend>{words.classBooks}</legend>
          <p class="hint">{words.classBooksHint}</p>
          {books.value.map(({ id, title }) => (
            <Check
              key={id}
              label={title}
              checked={chosen.includes(id)}
              onChange={(checked) =>
                onChange({ books: checked ? [...chosen, id] : chosen.filter((one) => one !== id) })
              }
            />
          ))}
        </fieldset>
      )}
      <Check
        label={words.onlyFromBooks}
        hint={words.onlyFromBooksHint}
        checked={settings.onlyFromBooks}
        onChange={(onlyFromBooks) => onChange({ onlyFromBooks })}
      />
      <Check
        label={words.computes}
        hint={words.computesHint}
        checked={settings.tools}
        onChange={(tools) => onChange({ tools })}
      />
    </>
  );
}
