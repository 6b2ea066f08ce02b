import type { ComponentChildren } from 'preact';
import { ErrorNote } from '../parts/error-note.tsx';
import { staffTexts } from './staff-texts.ts';
import type { Resource } from './use-resource.ts';

interface LoadedProps<Value> {
  readonly resource: Resource<Value>;
  readonly children: (value: Value) => ComponentChildren;
}

/** What the server has told, or why it has not. */
export function Loaded<Value>({ resource, children }: LoadedProps<Value>) {
  const value = resource.value.value;
  return (
    <>
      <ErrorNote error={resource.error.value} />
      {value !== undefined
        ? children(value)
        : !resource.error.value && <p class="quiet-text">{staffTexts.value.loading}</p>}
    </>
  );
}
