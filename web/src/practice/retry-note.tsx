import { errorText } from '../language/error-text.ts';
import { texts } from '../language/language.ts';

/** What went wrong, by its code, and a button that tries again. */
export function RetryNote({ code, onRetry }: { code: string | undefined; onRetry: () => unknown }) {
  if (code === undefined) return null;
  return (
    <div class="note error" role="alert">
      <p>{errorText(code)}</p>
      <button type="button" class="button small" onClick={() => void onRetry()}>
        {texts.value.retry}
      </button>
    </div>
  );
}
