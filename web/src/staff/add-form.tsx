import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { ErrorNote } from '../parts/error-note.tsx';
import { Field } from '../parts/field.tsx';
import { Form } from '../parts/form.tsx';
import { useAction } from '../parts/use-action.ts';

interface AddFormProps {
  readonly label: string;
  readonly hint?: string;
  readonly button: string;
  /** Something below the line is still missing. */
  readonly isBlocked?: boolean;
  readonly onAdd: (name: string) => Promise<unknown>;
  readonly children?: ComponentChildren;
}

/** One line and a button: a new class, a new teacher, a new key. */
export function AddForm({ label, hint, button, isBlocked = false, onAdd, children }: AddFormProps) {
  const name = useSignal('');
  const action = useAction();
  const submit = async () => {
    if (name.value.trim() === '') return;
    const done = await action.run(() => onAdd(name.value.trim()));
    if (done) name.value = '';
  };
  return (
    <Form class="add-form" submit={submit}>
      <div class="add-line">
        <Field label={label} {...(hint && { hint })} value={name} maxLength={120} required lang="tg" />
        <button type="submit" class="button" disabled={action.isRunning.value || isBlocked}>
          {button}
        </button>
      </div>
      {children}
      <ErrorNote error={action.error.value} />
    </Form>
  );
}
