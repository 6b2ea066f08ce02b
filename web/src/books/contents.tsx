import { useSignal } from '@preact/signals';
import { fill } from '../language/plural.ts';
import { keepsBooks } from '../server/session.ts';
import type { Book, BookSection } from '../server/types.ts';
import { Check } from '../teacher/settings/controls.tsx';
import { bookTexts } from './texts.ts';

interface ContentsProps {
  readonly book: Book;
  readonly sections: readonly BookSection[];
}

/** The table of contents; of articles by grade, and for teachers with what is still to be checked. */
export function Contents({ book, sections }: ContentsProps) {
  const words = bookTexts.value;
  const onlyUnchecked = useSignal(false);
  const reviews = book.hasArticles && keepsBooks.value;
  const shown = onlyUnchecked.value ? sections.filter(({ review }) => review === 'unchecked') : sections;
  const checked = sections.filter(({ review }) => review === 'checked').length;
  return (
    <section class="contents">
      <h2>{words.contents}</h2>
      {reviews && (
        <>
          <p class="quiet-text">{fill(words.checkedOf, { checked, all: sections.length })}</p>
          <Check
            label={words.onlyUnchecked}
            checked={onlyUnchecked.value}
            onChange={(value) => {
              onlyUnchecked.value = value;
            }}
          />
        </>
      )}
      {shown.length === 0 && <p class="quiet-text">{words.allChecked}</p>}
      {byGrade(book, shown).map(([grade, own]) => (
        <div key={grade ?? 0}>
          {grade !== null && <h3>{fill(words.ofGrade, { n: grade })}</h3>}
          <ul>
            {own.map(({ section, page, printedPage, review }) => (
              <li key={page} class={`level-${Math.min(3, section.length)}`}>
                <a href={`/#/books/${encodeURIComponent(book.id)}/${page}`} lang={book.language}>
                  {section[section.length - 1]}
                </a>
                {reviews && <span class={`review-state ${review}`}>{words.states[review]}</span>}
                {!book.hasArticles && <span class="contents-page">{printedPage || page}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** Articles stand by their grade; what is of a file stands in its order. */
function byGrade(
  { hasArticles }: Book,
  sections: readonly BookSection[],
): readonly (readonly [number | null, readonly BookSection[]])[] {
  if (!hasArticles) return sections.length > 0 ? [[null, sections]] : [];
  const groups = new Map<number | null, BookSection[]>();
  for (const section of sections) groups.set(section.grade, [...(groups.get(section.grade) ?? []), section]);
  return [...groups].sort(([one], [other]) => (one ?? 12) - (other ?? 12));
}
