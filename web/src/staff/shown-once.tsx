import type { ComponentChildren } from 'preact';
import { Dialog } from '../parts/dialog.tsx';
import { staffTexts } from './staff-texts.ts';

interface ShownOnceProps {
  readonly title: string;
  readonly onClose: () => void;
  /** What is said above it; by default, that these are shown once. */
  readonly text?: string;
  readonly children: ComponentChildren;
}

/** Passwords, pictures, keys: the server tells them once, so they can be printed. */
export function ShownOnce({ title, onClose, text, children }: ShownOnceProps) {
  const words = staffTexts.value;
  return (
    <Dialog title={title} class="shown-once" onClose={onClose}>
      <p class="dialog-text">{text ?? words.shownOnce}</p>
      {children}
      <div class="buttons">
        <button type="button" class="button" onClick={() => print()}>
          {words.print}
        </button>
      </div>
    </Dialog>
  );
}
