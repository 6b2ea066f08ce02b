import type { ComponentChildren } from 'preact';

interface SheetFormProps {
  /** What the form is for; it reports its own errors. */
  readonly submit: () => unknown;
  readonly children: ComponentChildren;
}

/** A sheet to be filled in and sent without leaving the page. */
export function SheetForm({ submit, children }: SheetFormProps) {
  return (
    <form
      class="sheet"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {children}
    </form>
  );
}
