import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { WithLetters } from '../parts/with-letters.tsx';

interface WordsFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: Signal<string>;
  readonly maxLength: number;
}

/** Where somebody writes or pastes a longer text. */
export function WordsField({ label, hint, value, maxLength }: WordsFieldProps) {
  const id = useId();
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <WithLetters>
        <textarea
          id={id}
          lang="tg"
          rows={6}
          required
          maxLength={maxLength}
          value={value.value}
          aria-describedby={`${id}-hint`}
          onInput={(event) => {
            value.value = event.currentTarget.value;
          }}
        />
      </WithLetters>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}
