import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { texts } from '../language/language.ts';
import { Dialog } from '../parts/dialog.tsx';
import { useUnsaved } from '../parts/unsaved.ts';
import { PrintSheet } from './print/print-sheet.tsx';
import { staffTexts } from './staff-texts.ts';
import { workTexts } from './work-texts.ts';

interface ShownOnceProps {
  readonly title: string;
  readonly onClose: () => void;
  /** What is said above it; by default, that these are shown once. */
  readonly text?: string;
  /** What is printed. */
  readonly printed: ComponentChildren;
  readonly children: ComponentChildren;
}

/**
 * Passwords, pictures, keys: the server tells them once, so they can be printed. Only the button closes the window, and
 * only after the question whether they were printed or copied.
 */
export function ShownOnce({ title, onClose, text, printed, children }: ShownOnceProps) {
  const words = staffTexts.value;
  const asks = useSignal(false);
  useUnsaved(true);
  const ask = (isAsked: boolean) => () => {
    asks.value = isAsked;
  };
  return (
    <Dialog title={title} class="shown-once" stays={true} onClose={onClose}>
      <p class="dialog-text">{text ?? words.shownOnce}</p>
      {children}
      <div class="shown-once-end">
        {asks.value && <p role="alert">{workTexts.value.keptQuestion}</p>}
        <div class="buttons">
          <button type="button" class="button" onClick={asks.value ? onClose : () => print()}>
            {asks.value ? texts.value.yes : words.print}
          </button>
          <button type="button" class="button quiet" onClick={ask(!asks.value)}>
            {asks.value ? texts.value.cancel : texts.value.close}
          </button>
        </div>
      </div>
      <PrintSheet>{printed}</PrintSheet>
    </Dialog>
  );
}
