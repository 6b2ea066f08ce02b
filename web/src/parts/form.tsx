import type { ComponentChildren } from 'preact';

interface FormProps {
  readonly class?: string;
  /** For who does not see the form. */
  readonly label?: string;
  /** What sends it; it reports its own errors. */
  readonly submit: () => unknown;
  readonly children: ComponentChildren;
}

/** A form that is sent without leaving the page. */
export function Form({ class: kind, label, submit, children }: FormProps) {
  return (
    <form
      class={kind}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
    </form>
  );
}
