import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { LetterBar } from './letter-bar.tsx';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** A text field of a form with the Tajik letters below it, while it is written in. */
export function WithLetters({ children }: { children: ComponentChildren }) {
  const around = useRef<HTMLDivElement>(null);
  const isShown = useSignal(false);
  const hide = () => {
    if (!around.current?.contains(document.activeElement)) isShown.value = false;
  };
  return (
    <div
      ref={around}
      class="with-letters"
      onFocusIn={() => {
        isShown.value = true;
      }}
      onFocusOut={() => {
        // The page below moves up only after a click has reached what it was meant for.
        if (isPressed) addEventListener('click', () => setTimeout(hide), { once: true });
        else setTimeout(hide);
      }}
    >
      {children}
      {isShown.value && (
        <LetterBar
          insert={(letter) => {
            const control = around.current?.querySelector<TextControl>('input, textarea');
            if (control) insertText(control, letter);
          }}
        />
      )}
    </div>
  );
}

let isPressed = false;
addEventListener('pointerdown', () => {
  isPressed = true;
});
for (const end of ['pointerup', 'pointercancel']) {
  addEventListener(end, () => {
    isPressed = false;
  });
}

/** Writes into a field as if it was typed, where the cursor is. */
export function insertText(control: TextControl, text: string): void {
  control.setRangeText(text, control.selectionStart ?? 0, control.selectionEnd ?? 0, 'end');
  control.focus();
  control.dispatchEvent(new InputEvent('input', { bubbles: true }));
}
