import { texts } from '../../language/language.ts';
import { sendSuggestion, suggestion, turnDown } from './composer-state.ts';

/** “You meant …”: what was typed, read with Tajik letters. The person decides. */
export function MeantView() {
  const found = suggestion.value?.sure ? undefined : suggestion.value;
  const words = texts.value;
  return (
    <div class="meant" role="status">
      {found && (
        <>
          <p>
            <span class="meant-title">{words.meantTitle}</span> <q lang="tg">{found.meant}</q>
          </p>
          <div class="buttons">
            <button type="button" class="button small" onClick={() => void sendSuggestion(false)}>
              {words.meantYes}
            </button>
            {found.script !== 'Cyrl' && (
              <button type="button" class="button small quiet" onClick={() => void sendSuggestion(true)}>
                {words.meantSameScript}
              </button>
            )}
            <button type="button" class="button small quiet" onClick={turnDown}>
              {words.meantNo}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
