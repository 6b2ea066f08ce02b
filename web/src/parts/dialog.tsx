import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../language/language.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly class?: string;
  /** Only a button inside closes it: what it shows is not shown again. */
  readonly stays?: boolean;
  readonly children: ComponentChildren;
}

/** A window over the page; Escape and a tap beside it close it, unless it `stays`. */
export function Dialog({ title, onClose, stays = false, children, ...props }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const tryToClose = () => {
    if (!stays) onClose();
  };
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      class={`dialog ${props.class ?? ''}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        tryToClose();
      }}
      onClick={(event) => {
        if (event.target === element.current) tryToClose();
      }}
      onKeyDown={(event) => {
        // A second Escape closes a window in Chrome whatever is said to the first.
        if (stays && event.key === 'Escape') event.preventDefault();
      }}
      onClose={() => {
        // The step back of a phone closes it past all questions.
        if (stays && element.current && !element.current.open) element.current.showModal();
      }}
    >
      <div class="dialog-inside">
        <div class="dialog-head">
          <h2 id={id}>{title}</h2>
          {!stays && <IconButton icon="close" label={texts.value.close} onClick={onClose} />}
        </div>
        {children}
      </div>
    </dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be undone. */
export function Confirm({ title, text, confirm, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="dialog-text">{text}</p>
      <div class="buttons">
        <button type="button" class="button quiet" onClick={onClose}>
          {texts.value.cancel}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
