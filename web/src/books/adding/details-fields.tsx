import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { Field } from '../../parts/field.tsx';
import type { Book, BookDetails } from '../../server/types.ts';
import { bookTexts } from '../texts.ts';

/** What a person types about a book. */
export interface TypedDetails {
  readonly title: Signal<string>;
  readonly authors: Signal<string>;
  readonly year: Signal<string>;
  readonly subject: Signal<string>;
  readonly grade: Signal<string>;
  readonly licence: Signal<string>;
}

/** The fields of a book, filled with what is known. */
export function useDetails(book?: Book): TypedDetails {
  return {
    title: useSignal(book?.title ?? ''),
    authors: useSignal(book?.authors.join(', ') ?? ''),
    year: useSignal(String(book?.year ?? '')),
    subject: useSignal(book?.subject ?? ''),
    grade: useSignal(String(book?.grade ?? '')),
    licence: useSignal(book?.licence ?? ''),
  };
}

/** What was typed, as the server takes it; an empty title is left to the file. */
export function readDetails(typed: TypedDetails): Partial<BookDetails> {
  const title = typed.title.value.trim();
  const authors = typed.authors.value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return {
    ...(title !== '' && { title }),
    authors,
    year: typed.year.value.trim() === '' ? null : Number(typed.year.value),
    subject: typed.subject.value.trim(),
    grade: typed.grade.value === '' ? null : Number(typed.grade.value),
    licence: typed.licence.value.trim(),
  };
}

interface DetailsFieldsProps {
  readonly typed: TypedDetails;
  readonly titleHint?: string;
  readonly licenceHint?: string;
  /** Subjects that other books have. */
  readonly subjects?: readonly string[];
}

const grades = Array.from({ length: 11 }, (_, index) => String(index + 1));

export function DetailsFields({ typed, titleHint, licenceHint, subjects = [] }: DetailsFieldsProps) {
  const words = bookTexts.value;
  const id = useId();
  return (
    <>
      <Field
        label={words.bookTitle}
        {...(titleHint ? { hint: titleHint } : { required: true })}
        value={typed.title}
        maxLength={300}
        lang="tg"
      />
      <Field
        label={words.authors}
        hint={words.authorsHint}
        value={typed.authors}
        maxLength={1000}
        lang="tg"
      />
      <div class="field-pair">
        <div class="form-field">
          <label for={`${id}-subject`}>{words.subject}</label>
          <input
            id={`${id}-subject`}
            list={`${id}-subjects`}
            lang="tg"
            maxLength={60}
            value={typed.subject.value}
            onInput={(event) => {
              typed.subject.value = event.currentTarget.value;
            }}
          />
          <datalist id={`${id}-subjects`}>
            {subjects.map((subject) => (
              <option key={subject} value={subject} />
            ))}
          </datalist>
        </div>
        <div class="form-field">
          <label for={`${id}-grade`}>{words.grade}</label>
          <select
            id={`${id}-grade`}
            value={typed.grade.value}
            onChange={(event) => {
              typed.grade.value = event.currentTarget.value;
            }}
          >
            <option value="">{words.allGrades}</option>
            {grades.map((grade) => (
              <option key={grade} value={grade}>
                {grade}
              </option>
            ))}
          </select>
        </div>
        <div class="form-field">
          <label for={`${id}-year`}>{words.year}</label>
          <input
            id={`${id}-year`}
            type="number"
            min={800}
            max={2200}
            step={1}
            value={typed.year.value}
            onInput={(event) => {
              typed.year.value = event.currentTarget.value;
            }}
          />
        </div>
      </div>
      <Field
        label={words.licence}
        {...(licenceHint && { hint: licenceHint })}
        value={typed.licence}
        maxLength={300}
        lang="tg"
      />
    </>
  );
}
