import { type Signal, useSignal } from '@preact/signals';
import { timeText } from '../language/durations.ts';
import { fill } from '../language/plural.ts';
import { ErrorNote } from '../parts/error-note.tsx';
import { useAction } from '../parts/use-action.ts';
import { call } from '../server/call.ts';
import { AddForm } from '../staff/add-form.tsx';
import { ConfirmedButton } from '../staff/confirmed-button.tsx';
import { ImportForm } from '../staff/import-form.tsx';
import { Loaded } from '../staff/loaded.tsx';
import { ShownOnce } from '../staff/shown-once.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { Table } from '../staff/table.tsx';
import type { Pupil, PupilWithPin, SchoolClass } from '../staff/types.ts';
import { useResource } from '../staff/use-resource.ts';
import { PinLine } from './pin-line.tsx';

/** The pupils of a class: new ones, new pictures, their data, deletion. */
export function PupilsSheet({ own }: { own: SchoolClass }) {
  const words = staffTexts.value;
  const path = { id: own.id };
  const pupils = useResource('GET /api/classes/:id/pupils', { input: { path } });
  const drawn = useSignal<readonly PupilWithPin[]>([]);
  const importPupils = async (csv: string) => {
    drawn.value = (await call('POST /api/classes/:id/pupils/import', { path, body: { csv } })).pupils;
    await pupils.load();
  };
  // One line of a list: so the server draws the pictures.
  const add = (nickname: string) => importPupils(`nickname,pin\n"${nickname.replace(/"/gu, '""')}",\n`);
  return (
    <>
      <Loaded resource={pupils}>
        {({ pupils: list }) => <PupilTable list={list} drawn={drawn} onChange={() => void pupils.load()} />}
      </Loaded>
      <AddForm label={words.addPupil} button={words.add} onAdd={add} />
      <ImportForm hint={words.importHint} onImport={importPupils} />
      {drawn.value.length > 0 && (
        <ShownOnce
          title={words.pin}
          onClose={() => {
            drawn.value = [];
          }}
        >
          <p>
            {own.name} · {words.code}: <strong class="code">{own.code}</strong>
          </p>
          <Table
            label={words.pin}
            rows={drawn.value}
            idOf={({ id }) => id}
            columns={[
              { title: words.nickname, cell: ({ nickname }) => nickname },
              { title: words.pin, whole: true, cell: ({ pin }) => <PinLine pin={pin} /> },
            ]}
          />
        </ShownOnce>
      )}
    </>
  );
}

interface PupilTableProps {
  readonly list: readonly Pupil[];
  readonly drawn: Signal<readonly PupilWithPin[]>;
  readonly onChange: () => void;
}

function PupilTable({ list, drawn, onChange }: PupilTableProps) {
  const words = staffTexts.value;
  const action = useAction();
  const address = (pupil: Pupil) => `/api/pupils/${encodeURIComponent(pupil.id)}`;
  const drawPin = (pupil: Pupil) =>
    action.run(async () => {
      const made = await call('POST /api/pupils/:id/pin', { path: { id: pupil.id } });
      drawn.value = [{ ...made.pupil, pin: made.pin }];
      onChange();
    });
  const remove = (pupil: Pupil) =>
    action.run(async () => {
      await call('DELETE /api/pupils/:id', { path: { id: pupil.id } });
      onChange();
    });
  return (
    <>
      <Table
        label={words.pupils}
        empty={words.noPupils}
        rows={list}
        idOf={({ id }) => id}
        columns={[
          { title: words.nickname, cell: ({ nickname }) => nickname },
          { title: words.lastSeen, cell: stateOf },
          {
            title: words.actions,
            whole: true,
            cell: (pupil) => (
              <span class="row-actions">
                <ConfirmedButton
                  icon="again"
                  label={words.newPin}
                  target={pupil.nickname}
                  question={fill(words.newPinQuestion, { name: pupil.nickname })}
                  onConfirm={() => void drawPin(pupil)}
                />
                <a
                  class="link"
                  href={`${address(pupil)}/export`}
                  download
                  aria-label={`${words.downloadPupil}: ${pupil.nickname}`}
                  title={fill(words.exportPupil, { name: pupil.nickname })}
                >
                  {words.downloadPupil}
                </a>
                <ConfirmedButton
                  icon="trash"
                  label={words.removePupil}
                  target={pupil.nickname}
                  question={fill(words.removePupilQuestion, { name: pupil.nickname })}
                  onConfirm={() => void remove(pupil)}
                />
              </span>
            ),
          },
        ]}
      />
      <ErrorNote error={action.error.value} />
    </>
  );
}

function stateOf({ online, lockedUntil, lastSeenAt }: Pupil): string {
  const words = staffTexts.value;
  if (lockedUntil !== null && lockedUntil > Date.now())
    return fill(words.locked, { time: timeText(lockedUntil) });
  if (online) return words.isOnline;
  return lastSeenAt === null ? words.never : timeText(lastSeenAt);
}
