import { useSignal } from '@preact/signals';
import { call } from '../../server/call.ts';
import { AddForm } from '../../staff/add-form.tsx';
import { ImportForm } from '../../staff/import-form.tsx';
import { Loaded } from '../../staff/loaded.tsx';
import { ShownOnce } from '../../staff/shown-once.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import { Table } from '../../staff/table.tsx';
import type { PupilWithPin, SchoolClass } from '../../staff/types.ts';
import { useAddresses } from '../../staff/use-addresses.ts';
import { useResource } from '../../staff/use-resource.ts';
import { workTexts } from '../../staff/work-texts.ts';
import { codeText } from '../printing/code-text.ts';
import { PinLine } from '../printing/pin-line.tsx';
import { PupilSlips, slipsTitle } from '../printing/pupil-slips.tsx';
import { Check } from '../settings/controls.tsx';
import { PupilTable } from './pupil-table.tsx';

const everyMs = 15_000;

/** The pupils of a class: new ones, new pictures, their data, deletion. */
export function PupilsSheet({ own }: { own: SchoolClass }) {
  const words = staffTexts.value;
  const path = { id: own.id };
  const pupils = useResource('GET /api/classes/:id/pupils', { everyMs, input: { path } });
  const drawn = useSignal<readonly PupilWithPin[]>([]);
  const show = async (made: readonly PupilWithPin[]) => {
    drawn.value = inOrder(made);
    await pupils.load();
  };
  const importPupils = async (csv: string, headingMayLack: boolean) => {
    const body = { csv, headingMayLack };
    await show((await call('POST /api/classes/:id/pupils/import', { path, body })).pupils);
  };
  // One line of a list: so the server draws the pictures.
  const add = (nickname: string) => importPupils(`nickname\n"${nickname.replace(/"/gu, '""')}"\n`, false);
  const drawPins = async (pupilIds?: readonly string[]) => {
    const body = pupilIds ? { pupilIds } : {};
    await show((await call('POST /api/classes/:id/pins', { path, body })).pupils);
  };
  return (
    <>
      <Loaded resource={pupils}>
        {({ pupils: list }) => (
          <>
            <details class="new-ones" open={list.length === 0}>
              <summary>{workTexts.value.newPupils}</summary>
              <AddForm label={words.addPupil} button={words.add} onAdd={add} />
              <ImportForm hint={workTexts.value.pastePupils} template={template} onImport={importPupils} />
            </details>
            <PupilTable own={own} list={inOrder(list)} drawPins={drawPins} reload={pupils.load} />
          </>
        )}
      </Loaded>
      {drawn.value.length > 0 && (
        <DrawnPins
          own={own}
          drawn={drawn.value}
          onClose={() => {
            drawn.value = [];
          }}
        />
      )}
    </>
  );
}

/** By the alphabet, «Хонандаи 2» before «Хонандаи 10». */
const collator = new Intl.Collator(['tg', 'ru'], { numeric: true });

function inOrder<Named extends { readonly nickname: string }>(list: readonly Named[]): readonly Named[] {
  return [...list].sort((one, other) => collator.compare(one.nickname, other.nickname));
}

/** A table as it may be filled in; without pictures, the server draws them. */
const template = [
  ['лақаб', 'расмҳо'],
  ['Фирӯза', ''],
  ['Ҷамшед', 'офтоб моҳ ситора дарё'],
];

interface DrawnPinsProps {
  readonly own: SchoolClass;
  readonly drawn: readonly PupilWithPin[];
  readonly onClose: () => void;
}

function DrawnPins({ own, drawn, onClose }: DrawnPinsProps) {
  const words = staffTexts.value;
  const single = useSignal(false);
  const known = useAddresses();
  const address = known?.addresses[0] ?? location.origin;
  return (
    <ShownOnce
      title={slipsTitle(drawn)}
      onClose={onClose}
      printed={<PupilSlips own={own} pupils={drawn} address={address} single={single.value} />}
    >
      <p>
        {own.name} · {address} · {words.code}: <strong class="code">{codeText(own.code)}</strong>
      </p>
      <Check
        label={workTexts.value.oneAPage}
        checked={single.value}
        onChange={(isSingle) => {
          single.value = isSingle;
        }}
      />
      <Table
        label={words.pin}
        rows={drawn}
        idOf={({ id }) => id}
        columns={[
          { title: words.nickname, cell: ({ nickname }) => nickname },
          { title: words.pin, whole: true, cell: ({ pin }) => <PinLine pin={pin} /> },
        ]}
      />
    </ShownOnce>
  );
}
