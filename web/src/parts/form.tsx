import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { texts } from '../language/language.ts';
import { fill } from '../language/plural.ts';

interface FormProps {
  readonly class?: string;
  /** For who does not see the form. */
  readonly label?: string;
  /** What sends it; it reports its own errors. */
  readonly submit: () => unknown;
  readonly children: ComponentChildren;
}

/**
 * A form that is sent without leaving the page. What is missing is said in the language of the page: the browser would
 * say it in its own.
 */
export function Form({ class: kind, label, submit, children }: FormProps) {
  const wrong = useSignal<{ readonly text: string; readonly top: number } | undefined>(undefined);
  const id = useId();
  return (
    <form
      class={`form ${kind ?? ''}`}
      aria-label={label}
      noValidate
      onInput={() => {
        wrong.value = undefined;
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const control = [...form.elements].find(isWrong);
        wrong.value = control && { text: textFor(control), top: bottomWithin(form, control) };
        if (!control) {
          void submit();
          return;
        }
        control.setAttribute('aria-describedby', id);
        control.focus();
      }}
    >
      {children}
      {wrong.value && (
        <p id={id} class="wrong-field" role="alert" style={{ top: `${wrong.value.top}px` }}>
          {wrong.value.text}
        </p>
      )}
    </form>
  );
}

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isWrong(element: Element): element is Control {
  return 'validity' in element && !(element as Control).validity.valid;
}

function textFor(control: Control): string {
  const words = texts.value;
  const { validity } = control;
  if (validity.valueMissing || control instanceof HTMLSelectElement) return words.fillIn;
  if (validity.tooShort) return fill(words.tooShort, { n: control.minLength });
  if (control instanceof HTMLTextAreaElement) return words.fillIn;
  if (validity.patternMismatch) return words.wrongTime;
  return fill(words.outOfRange, { from: control.min, to: control.max });
}

function bottomWithin(form: Element, control: Element): number {
  return control.getBoundingClientRect().bottom - form.getBoundingClientRect().top;
}
