import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { errorText } from '../../language/error-text.ts';
import { texts } from '../../language/language.ts';
import type { SearchResult } from '../../server/conversation-service.ts';
import { codeOf } from '../../server/server-error.ts';
import { service } from '../conversation/service.ts';

const pauseInTypingMs = 300;

/** Conversations in which the words occur, with the place. */
export function SearchView({ query, onChosen }: { query: string; onChosen: () => void }) {
  const words = texts.value;
  const results = useSignal<readonly SearchResult[] | undefined>(undefined);
  const error = useSignal<string | undefined>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      try {
        results.value = await (await service()).search(query, controller.signal);
        error.value = undefined;
      } catch (problem) {
        if (!controller.signal.aborted) error.value = codeOf(problem);
      }
    }, pauseInTypingMs);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query]);
  if (error.value) return <p class="list-note">{errorText(error.value)}</p>;
  const found = results.value;
  if (!found) return <p class="list-note">{words.loading}</p>;
  if (found.length === 0) return <p class="list-note">{words.noResults}</p>;
  return (
    <ul class="results">
      {found.map(({ conversationId, messageId, title, snippet }) => (
        <li key={messageId} class="entry">
          <a
            href={`/#/c/${encodeURIComponent(conversationId)}/${encodeURIComponent(messageId)}`}
            lang="tg"
            onClick={onChosen}
          >
            <strong>{title || words.untitled}</strong>
            <span class="snippet">
              {snippet.map(({ text, hit }, index) => (hit ? <mark key={String(index)}>{text}</mark> : text))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
