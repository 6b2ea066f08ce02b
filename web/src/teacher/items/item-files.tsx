import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { ItemLoss, ReplyOf } from '../../../../src/school/contract/index.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { Field } from '../../parts/field.tsx';
import { useAction } from '../../parts/use-action.ts';
import { addressOf, call } from '../../server/call.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { BookDrafts } from './book-drafts.tsx';
import type { Filter } from './filter.ts';

const formats = ['gift', 'moodle-xml', 'qti3', 'csv', 'jsonl'] as const;
type Format = (typeof formats)[number];

/** Questions that come from somewhere: Soro's own, a book, a file; and files that leave. */
export function ItemFiles({ filter, onChange }: { filter: Filter; onChange: () => void }) {
  const words = taskTexts.value;
  return (
    <details class="new-ones">
      <summary>{words.importTitle}</summary>
      <Sources onChange={onChange} />
      <ImportFile subject={filter.subject ?? ''} onChange={onChange} />
      <Export filter={filter} />
    </details>
  );
}

function Sources({ onChange }: { onChange: () => void }) {
  const words = taskTexts.value;
  const added = useSignal<number | undefined>(undefined);
  const action = useAction();
  const addStarter = () =>
    action.run(async () => {
      added.value = (await call('POST /api/items/starter')).added;
      onChange();
    });
  return (
    <section>
      <p class="hint">{words.starterHint}</p>
      <button
        type="button"
        class="button quiet"
        disabled={action.isRunning.value}
        onClick={() => void addStarter()}
      >
        {words.addStarter}
      </button>
      <ErrorNote error={action.error.value} />
      {added.value !== undefined && <p role="status">{plural(language.value, added.value, words.added)}</p>}
      <BookDrafts onChange={onChange} />
    </section>
  );
}

function ImportFile({ subject, onChange }: { subject: string; onChange: () => void }) {
  const words = taskTexts.value;
  const id = useId();
  const file = useSignal<File | undefined>(undefined);
  const ownSubject = useSignal(subject);
  const told = useSignal<ReplyOf<'POST /api/items/import'> | undefined>(undefined);
  const action = useAction();
  const take = () =>
    action.run(async () => {
      const chosen = file.value;
      if (!chosen) return;
      const body = {
        fileName: chosen.name,
        base64: await base64Of(chosen),
        subject: ownSubject.value.trim() || '–',
        status: 'draft' as const,
      };
      told.value = await call('POST /api/items/import', { body });
      onChange();
    });
  return (
    <section>
      <div class="form-field">
        <label for={id}>{words.importHint}</label>
        <input
          id={id}
          type="file"
          accept=".gift,.txt,.xml,.zip,.csv,.tsv,.jsonl"
          onChange={(event) => {
            file.value = event.currentTarget.files?.[0];
          }}
        />
      </div>
      <Field label={words.importSubject} value={ownSubject} lang="tg" maxLength={200} />
      <button
        type="button"
        class="button quiet"
        disabled={!file.value || action.isRunning.value}
        onClick={() => void take()}
      >
        {words.importFile}
      </button>
      {action.error.value && (
        <p class="note error" role="alert">
          {action.error.value.message}
        </p>
      )}
      {told.value && (
        <>
          <p role="status">
            {plural(language.value, told.value.added, words.added)}{' '}
            {told.value.known > 0 && fill(words.importKnown, { n: told.value.known })}
          </p>
          <Losses losses={told.value.losses} />
        </>
      )}
    </section>
  );
}

function Export({ filter }: { filter: Filter }) {
  const words = taskTexts.value;
  const id = useId();
  const format = useSignal<Format>('gift');
  const told = useSignal<ReplyOf<'GET /api/items/losses'> | undefined>(undefined);
  const action = useAction();
  const query = { ...filter, format: format.value };
  return (
    <section>
      <div class="form-field">
        <label for={id}>{words.format}</label>
        <select
          id={id}
          value={format.value}
          onChange={(event) => {
            format.value = formats.find((one) => one === event.currentTarget.value) ?? 'gift';
            told.value = undefined;
          }}
        >
          {formats.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      <div class="buttons">
        <button
          type="button"
          class="button quiet"
          onClick={() =>
            void action.run(async () => {
              told.value = await call('GET /api/items/losses', { query });
            })
          }
        >
          {words.check}
        </button>
        {told.value && (
          <a class="button" href={addressOf('GET /api/items/export', { query })} download>
            {words.download}
          </a>
        )}
      </div>
      <ErrorNote error={action.error.value} />
      {told.value &&
        (told.value.losses.length === 0 ? (
          <p role="status">{fill(words.noLosses, { n: told.value.items })}</p>
        ) : (
          <Losses losses={told.value.losses} />
        ))}
    </section>
  );
}

function Losses({ losses }: { losses: readonly ItemLoss[] }) {
  if (losses.length === 0) return null;
  return (
    <>
      <p>{taskTexts.value.losses}</p>
      <ul class="losses">
        {losses.map(({ where, what }) => (
          <li key={`${where} ${what}`}>
            <strong>{where}</strong>: <span lang="en">{what}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
