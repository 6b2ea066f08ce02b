import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { timeText } from '../language/durations.ts';
import { fill } from '../language/plural.ts';
import { CopyButton } from '../parts/copy/copy-button.tsx';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { AddForm } from '../staff/add-form.tsx';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { ShownOnce } from '../staff/shown-once.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import type { ApiKey } from '../staff/types.ts';
import { useResource } from '../staff/use-resource.ts';
import { workTexts } from '../staff/work-texts.ts';
import { Check } from '../teacher/settings/controls.tsx';

type Scope = 'chat' | 'embeddings' | 'metrics';

const scopes: readonly Scope[] = ['chat', 'embeddings', 'metrics'];

const answerKinds: readonly ApiKey['answers'][] = ['grounded', 'only-from-books', 'bare'];

/** What the answers to a key rest on. */
function AnswersChoice({ value }: { value: Signal<ApiKey['answers']> }) {
  const words = staffTexts.value;
  const name = useId();
  return (
    <fieldset class="scopes">
      <legend>{words.keyAnswers}</legend>
      {answerKinds.map((kind) => (
        <label key={kind} class="radio-line">
          <input
            type="radio"
            name={name}
            checked={value.value === kind}
            onChange={() => {
              value.value = kind;
            }}
          />{' '}
          {words.keyAnswerNames[kind]}
        </label>
      ))}
    </fieldset>
  );
}

/** Keys with which programs use the API. */
export function KeysSheet() {
  const words = staffTexts.value;
  const keys = useResource('GET /api/keys');
  const secret = useSignal<string | undefined>(undefined);
  const chosen = useSignal<readonly Scope[]>(['chat']);
  const answers = useSignal<ApiKey['answers']>('grounded');
  const action = useAction();
  const add = async (name: string) => {
    const body = { name, scopes: chosen.value, answers: answers.value };
    secret.value = (await call('POST /api/keys', { body })).secret;
    await keys.load();
  };
  const remove = (key: ApiKey) =>
    action.run(async () => {
      await call('DELETE /api/keys/:id', { path: { id: key.id } });
      await keys.load();
    });
  const nameOf = (scope: string) => (words.scopeNames as Readonly<Record<string, string>>)[scope] ?? scope;
  return (
    <>
      <p>{words.keysText}</p>
      <ErrorNote error={action.error.value} />
      <Loaded resource={keys}>
        {({ keys: list }) => (
          <Table
            label={words.keys}
            rows={list}
            idOf={({ id }) => id}
            columns={[
              { title: words.keyName, cell: ({ name }) => name },
              { title: words.keyStart, cell: ({ start }) => <code>{start}</code> },
              { title: words.scopes, cell: (key) => key.scopes.map(nameOf).join(', ') },
              { title: words.keyAnswers, cell: (key) => words.keyAnswerNames[key.answers] },
              {
                title: words.lastUsed,
                cell: ({ lastUsedAt }) => (lastUsedAt === null ? words.never : timeText(lastUsedAt)),
              },
              {
                title: words.actions,
                whole: true,
                cell: (key) => (
                  <ConfirmedButton
                    icon="trash"
                    label={words.remove}
                    target={key.name}
                    withWords={true}
                    question={fill(words.removeKeyQuestion, { name: key.name })}
                    onConfirm={() => void remove(key)}
                  />
                ),
              },
            ]}
          />
        )}
      </Loaded>
      <AddForm label={words.newKey} button={words.create} isBlocked={chosen.value.length === 0} onAdd={add}>
        <fieldset class="scopes">
          <legend>{words.scopes}</legend>
          {scopes.map((scope) => (
            <Check
              key={scope}
              label={words.scopeNames[scope]}
              checked={chosen.value.includes(scope)}
              onChange={(checked) => {
                const others = chosen.value.filter((one) => one !== scope);
                chosen.value = checked ? [...others, scope] : others;
              }}
            />
          ))}
          {chosen.value.length === 0 && (
            <p class="note error" role="alert">
              {words.chooseScope}
            </p>
          )}
        </fieldset>
        <AnswersChoice value={answers} />
      </AddForm>
      {secret.value && (
        <ShownOnce
          title={words.secret}
          printed={
            <p>
              {workTexts.value.slipKey} <span class="slip-secret">{secret.value}</span>
            </p>
          }
          text={words.keyShownOnce}
          onClose={() => {
            secret.value = undefined;
          }}
        >
          <p class="secret">
            <code>{secret.value}</code>
            <CopyButton text={() => secret.value ?? ''} />
          </p>
        </ShownOnce>
      )}
    </>
  );
}
