import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { language } from '../language/language.ts';
import { fill, ordinal } from '../language/plural.ts';
import { Area } from '../parts/area.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import type { ServerError } from '../server/server-error.ts';
import { staffTexts } from './staff-texts.ts';
import { workTexts } from './work-texts.ts';

interface ImportFormProps {
  /** What is pasted. */
  readonly hint: string;
  /** A table as it may be filled in; its first row names the columns. */
  readonly template: readonly (readonly string[])[];
  readonly onImport: (csv: string, headingMayLack: boolean) => Promise<unknown>;
}

/** A list that is pasted, or a CSV file, read by the browser and sent as text; its name is shown and never trusted. */
export function ImportForm({ hint, template, onImport }: ImportFormProps) {
  const words = staffTexts.value;
  const id = useId();
  const file = useSignal<File | undefined>(undefined);
  const pasted = useSignal('');
  const action = useAction();
  const takeFile = async () => {
    const chosen = file.value;
    if (!chosen) return;
    const done = await action.run(async () => onImport(await readText(chosen), false));
    if (done) file.value = undefined;
  };
  const takeList = async () => {
    const done = await action.run(() => onImport(pasted.value, true));
    if (done) pasted.value = '';
  };
  return (
    <section class="import">
      <h2>{workTexts.value.importTitle}</h2>
      <Area
        id={`${id}-list`}
        label={workTexts.value.paste}
        hint={hint}
        rows={4}
        maxLength={100_000}
        value={pasted.value}
        onInput={(text) => {
          pasted.value = text;
          action.error.value = undefined;
        }}
      />
      <div class="buttons">
        <button
          type="button"
          class="button"
          disabled={pasted.value.trim() === '' || action.isRunning.value}
          onClick={() => void takeList()}
        >
          {workTexts.value.takeList}
        </button>
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
            onClick={() => void takeFile()}
          >
            {fill(words.importing, { name: file.value.name })}
          </button>
        )}
        <a class="link" href={addressOfTable(template)} download="soro.csv">
          {workTexts.value.template}
        </a>
      </div>
      <ImportError error={action.error.value} columns={template[0] ?? []} />
    </section>
  );
}

/** Which line was refused, and why. */
function ImportError({ error, columns }: { error: ServerError | undefined; columns: readonly string[] }) {
  const words = workTexts.value;
  if (!error?.reason || error.line === undefined) return <ErrorNote error={error} />;
  const line = language.value === 'tg' ? `${ordinal('tg', error.line)}и` : error.line;
  const reason = fill(words.reasons[error.reason], {
    column: error.place ?? '',
    columns: columns.join(', '),
  });
  return (
    <p class="note error" role="alert">
      {fill(words.importLine, { line, reason })}
    </p>
  );
}

/** With the mark by which spreadsheets know UTF-8, and the sign between cells that they write here. */
function addressOfTable(rows: readonly (readonly string[])[]): string {
  const text = rows.map((cells) => cells.join(';')).join('\r\n');
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${text}\r\n`)}`;
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
