import { errorText } from '../language/error-text.ts';
import type { ServerError } from '../server/server-error.ts';

interface ErrorNoteProps {
  readonly error: ServerError | undefined;
  /** Words of this place for some codes. */
  readonly words?: Readonly<Record<string, string>>;
}

/** What went wrong, told at once. */
export function ErrorNote({ error, words = {} }: ErrorNoteProps) {
  if (!error) return null;
  return (
    <p class="note error" role="alert">
      {words[error.code] ?? errorText(error.code, error.retryAfterSeconds)}
    </p>
  );
}
