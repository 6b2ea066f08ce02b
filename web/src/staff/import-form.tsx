import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { language } from '../language/language.ts';
import { fill, ordinal } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { staffTexts } from './staff-texts.ts';

interface ImportFormProps {
  readonly hint: string;
  readonly onImport: (csv: string) => Promise<unknown>;
}

/** A CSV file, read by the browser and sent as text; its name is shown and never trusted. */
export function ImportForm({ hint, onImport }: ImportFormProps) {
  const words = staffTexts.value;
  const id = useId();
  const file = useSignal<File | undefined>(undefined);
  const action = useAction();
  const submit = async () => {
    const chosen = file.value;
    if (!chosen) return;
    const done = await action.run(async () => onImport(await readText(chosen)));
    if (done) file.value = undefined;
  };
  const line = action.error.value?.line;
  return (
    <section class="import">
      <h2>{words.import}</h2>
      <p class="hint">{hint}</p>
      <div class="buttons">
        <label class="button quiet" for={id}>
          {words.chooseFile}
        </label>
        <input
          id={id}
          class="hidden"
          type="file"
          accept=".csv,text/csv,text/plain"
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            action.error.value = undefined;
          }}
        />
        {file.value && (
          <button
            type="button"
            class="button"
            disabled={action.isRunning.value}
            onClick={() => void submit()}
          >
            {fill(words.importing, { name: file.value.name })}
          </button>
        )}
      </div>
      {line === undefined ? (
        <ErrorNote error={action.error.value} />
      ) : (
        <p class="note error" role="alert">
          {fill(words.importError, { line: language.value === 'tg' ? `${ordinal('tg', line)}и` : line })}
        </p>
      )}
    </section>
  );
}

/** UTF-8, or the code page that Excel writes on a Russian Windows. */
async function readText(file: File): Promise<string> {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}
