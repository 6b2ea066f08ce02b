import type { Signal } from '@preact/signals';
import type { TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';
import { WithLetters } from './with-letters.tsx';

interface FieldProps {
  readonly label: string;
  readonly value: Signal<string>;
  readonly hint?: string;
  readonly type?: 'text' | 'password';
  readonly required?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly autocomplete?: 'username' | 'current-password' | 'new-password';
  readonly autocapitalize?: 'characters' | 'words';
  readonly spellcheck?: boolean;
  readonly lang?: string;
  readonly class?: string;
  /** The cursor stands here when the field appears. */
  readonly takesFocus?: boolean;
}

/** A line to fill in, with its name above and what helps below. */
export function Field(props: FieldProps) {
  const { label, value, hint } = props;
  const id = useId();
  const input = {
    id,
    class: props.class,
    required: props.required,
    minLength: props.minLength,
    maxLength: props.maxLength,
    autocomplete: props.autocomplete ?? 'off',
    autocapitalize: props.autocapitalize,
    spellcheck: props.spellcheck,
    lang: props.lang,
    value: value.value,
    ref: props.takesFocus ? focusOnce : null,
    'aria-describedby': hint ? `${id}-hint` : undefined,
    onInput: (event: TargetedInputEvent<HTMLInputElement>) => {
      value.value = event.currentTarget.value;
    },
  };
  return (
    <div class="form-field">
      <label for={id}>{label}</label>
      {props.type === 'password' ? (
        <input {...input} type="password" />
      ) : props.lang === 'tg' ? (
        <WithLetters>
          <input {...input} type="text" />
        </WithLetters>
      ) : (
        <input {...input} type="text" />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

// The same function each time: so it is called once, when the field appears.
function focusOnce(element: HTMLInputElement | null): void {
  element?.focus();
}
