import { signal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';

/** What is being written on the page and not saved yet. */
const unsaved = new Set<object>();

/** What the person wanted when something was not saved: it waits for an answer. */
export const wantsToLeave = signal<(() => void) | undefined>(undefined);

/** Does something by which what was written would be lost; asks first where that would happen. */
export function leave(proceed: () => void): void {
  if (unsaved.size === 0) proceed();
  else wantsToLeave.value = proceed;
}

/** The answer to the question: what was written may be lost, or the person stays. */
export function answerLeaving(leaves: boolean): void {
  const proceed = wantsToLeave.value;
  wantsToLeave.value = undefined;
  if (!leaves) return;
  unsaved.clear();
  proceed?.();
}

/** While `isUnsaved`, the page is left only after a question: by a link, a step back, a reload, a closed tab. */
export function useUnsaved(isUnsaved: boolean): void {
  // At once: an Escape may follow the first letter.
  useLayoutEffect(() => {
    if (!isUnsaved) return;
    const mark = {};
    unsaved.add(mark);
    return () => {
      unsaved.delete(mark);
    };
  }, [isUnsaved]);
}

// For this question browsers allow no words of one's own.
if (typeof addEventListener === 'function') {
  addEventListener('beforeunload', (event) => {
    if (unsaved.size > 0) event.preventDefault();
  });
}
