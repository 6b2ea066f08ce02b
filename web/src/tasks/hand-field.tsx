import { WithLetters } from '../parts/letters/with-letters.tsx';

interface HandFieldProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
  readonly onInput: (text: string) => void;
  /** The person has finished with the field. */
  readonly onDone?: () => void;
}

/** A field that was filled from the person's words and can be corrected by hand. */
export function HandField({ label, value, note, onInput, onDone }: HandFieldProps) {
  return (
    <div class="form-field">
      <label>
        <span lang="tg">{label}</span>
        <WithLetters>
          <input
            lang="tg"
            value={value}
            maxLength={5000}
            onInput={(event) => onInput(event.currentTarget.value)}
            onChange={onDone}
          />
        </WithLetters>
      </label>
      <p class="hint">{note}</p>
    </div>
  );
}
