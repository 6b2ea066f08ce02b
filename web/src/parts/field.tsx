import { type Signal, useSignal } from '@preact/signals';
import type { ComponentChildren, TargetedInputEvent } from 'preact';
import { useId } from 'preact/hooks';
import { texts } from '../language/language.ts';
import { Icon } from './icons.tsx';
import { WithLetters } from './letters/with-letters.tsx';

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
  /** The cursor is here when the field appears. */
  readonly takesFocus?: boolean;
}

/** A line to fill in, with its name above and what helps below. */
export function Field(props: FieldProps) {
  const { label, value, hint } = props;
  const id = useId();
  const isShown = useSignal(false);
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
        <PasswordLine isShown={isShown}>
          {isShown.value ? (
            <input {...input} type="text" autocapitalize="off" spellcheck={false} />
          ) : (
            <input {...input} type="password" />
          )}
        </PasswordLine>
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

interface PasswordLineProps {
  readonly isShown: Signal<boolean>;
  readonly children: ComponentChildren;
}

/** A password that can be looked at while it is typed: so it need not be typed twice. */
function PasswordLine({ isShown, children }: PasswordLineProps) {
  const label = texts.value.showPassword;
  return (
    <div class="password-line">
      {children}
      <button
        type="button"
        class="icon-button"
        aria-label={label}
        title={label}
        aria-pressed={isShown.value}
        onClick={() => {
          isShown.value = !isShown.value;
        }}
      >
        <Icon name={isShown.value ? 'hide' : 'show'} />
      </button>
    </div>
  );
}

// The same function each time: so it is called once, when the field appears.
function focusOnce(element: HTMLInputElement | null): void {
  element?.focus();
}
