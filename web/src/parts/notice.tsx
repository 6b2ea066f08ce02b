import type { ComponentChildren } from 'preact';

/** One thing to say in the middle of an otherwise empty page. */
export function Notice({ text, children }: { text: string; children?: ComponentChildren }) {
  return (
    <main class="notice">
      <p role="alert">{text}</p>
      {children}
    </main>
  );
}
