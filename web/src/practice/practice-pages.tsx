import { useEffect } from 'preact/hooks';
import { route } from '../routes.ts';
import { flush } from './own-outbox.ts';
import { PracticePage } from './practice-page.tsx';
import { TestPage } from './test-page.tsx';
import './practice.css';

/** `#/practice`, `#/practice/test/ID`. */
export function PracticePages() {
  const [, kind, id] = route.value;
  // What an earlier visit could not send.
  useEffect(() => void flush(), []);
  return (
    <main id="main" tabIndex={-1} class="practice">
      <div class="practice-inside">
        {kind === 'test' && id !== undefined ? <TestPage key={id} id={id} /> : <PracticePage />}
      </div>
    </main>
  );
}
