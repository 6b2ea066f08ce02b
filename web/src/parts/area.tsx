import { WithLetters } from './letters/with-letters.tsx';

interface AreaProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  /** Of the text that is written here. Default: Tajik. */
  readonly lang?: string;
  readonly value: string;
  readonly rows?: number;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly onInput: (value: string) => void;
}

/** Several lines to fill in. */
export function Area(props: AreaProps) {
  const { id, label, hint, lang = 'tg', value, rows = 4, required, maxLength = 8000, onInput } = props;
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      <WithLetters>
        <textarea
          id={id}
          lang={lang}
          rows={rows}
          required={required}
          maxLength={maxLength}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      </WithLetters>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
