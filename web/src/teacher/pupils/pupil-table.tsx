import { useSignal } from '@preact/signals';
import { timeText } from '../../language/durations.ts';
import { language } from '../../language/language.ts';
import { fill, plural } from '../../language/plural.ts';
import { ErrorNote } from '../../parts/error-note.tsx';
import { IconButton } from '../../parts/icon-button.tsx';
import { useAction } from '../../parts/use-action.ts';
import { call } from '../../server/call.ts';
import { ConfirmedButton } from '../../staff/confirmed-button.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import { Table } from '../../staff/table.tsx';
import type { Pupil, SchoolClass } from '../../staff/types.ts';
import { workTexts } from '../../staff/work-texts.ts';
import { Check } from '../settings/controls.tsx';
import { PupilRecord } from './pupil-record.tsx';

interface PupilTableProps {
  readonly own: SchoolClass;
  readonly list: readonly Pupil[];
  /** New pictures for some, or for all; the window with them opens. */
  readonly drawPins: (pupilIds?: readonly string[]) => Promise<void>;
  readonly reload: () => Promise<void>;
}

/** The pupils, with a search and what can be done with many of them above. */
export function PupilTable({ own, list, drawPins, reload }: PupilTableProps) {
  const words = workTexts.value;
  const action = useAction();
  const query = useSignal('');
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const printed = useSignal<Pupil | undefined>(undefined);
  const found = list.filter(({ nickname }) => folded(nickname).includes(folded(query.value)));
  const ids = list.filter(({ id }) => chosen.value.has(id)).map(({ id }) => id);
  const count = ids.length === 0 ? list.length : ids.length;
  const counted = (forms: typeof words.chosen) => plural(language.value, count, forms);
  const choose = (some: readonly Pupil[], isChosen: boolean) => {
    const next = new Set(chosen.value);
    for (const { id } of some) isChosen ? next.add(id) : next.delete(id);
    chosen.value = next;
  };
  const remove = (some: readonly string[]) =>
    void action.run(async () => {
      for (const id of some) await call('DELETE /api/pupils/:id', { path: { id } });
      await reload();
    });
  if (list.length === 0) return <p class="quiet-text">{staffTexts.value.noPupils}</p>;
  return (
    <>
      <div class="list-tools">
        <input
          type="search"
          aria-label={words.search}
          placeholder={words.search}
          lang="tg"
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
        />
        <Check
          label={words.chooseAll}
          checked={found.length > 0 && found.every(({ id }) => chosen.value.has(id))}
          onChange={(isChosen) => choose(found, isChosen)}
        />
        <ConfirmedButton
          icon="again"
          label={ids.length === 0 ? words.pinsForAll : counted(words.pinsForChosen)}
          withWords={true}
          question={counted(words.pinsQuestion)}
          onConfirm={() => void action.run(() => drawPins(ids.length === 0 ? undefined : ids))}
        />
        {ids.length > 0 && (
          <ConfirmedButton
            icon="trash"
            label={counted(words.removeChosen)}
            withWords={true}
            question={counted(words.removeChosenQuestion)}
            onConfirm={() => remove(ids)}
          />
        )}
        <span class="hidden" role="status">
          {ids.length > 0 && counted(words.chosen)}
        </span>
      </div>
      <ErrorNote error={action.error.value} />
      <Table
        label={staffTexts.value.pupils}
        empty={words.noneFound}
        rows={found}
        idOf={({ id }) => id}
        columns={[
          {
            title: staffTexts.value.nickname,
            cell: (pupil) => (
              <label class="chosen-name">
                <input
                  type="checkbox"
                  aria-label={fill(words.choose, { name: pupil.nickname })}
                  checked={chosen.value.has(pupil.id)}
                  onChange={(event) => choose([pupil], event.currentTarget.checked)}
                />
                <span>{pupil.nickname}</span>
              </label>
            ),
          },
          { title: staffTexts.value.lastSeen, cell: stateOf },
          {
            title: staffTexts.value.actions,
            whole: true,
            cell: (pupil) => (
              <PupilActions
                pupil={pupil}
                onNewPin={() => void action.run(() => drawPins([pupil.id]))}
                onPrint={() => {
                  printed.value = pupil;
                }}
                onRemove={() => remove([pupil.id])}
              />
            ),
          },
        ]}
      />
      {printed.value && (
        <PupilRecord
          key={printed.value.id}
          own={own}
          pupil={printed.value}
          onClose={() => {
            printed.value = undefined;
          }}
        />
      )}
    </>
  );
}

interface PupilActionsProps {
  readonly pupil: Pupil;
  readonly onNewPin: () => void;
  readonly onPrint: () => void;
  readonly onRemove: () => void;
}

function PupilActions({ pupil, onNewPin, onPrint, onRemove }: PupilActionsProps) {
  const words = workTexts.value;
  const name = pupil.nickname;
  return (
    <span class="row-actions">
      <ConfirmedButton
        icon="again"
        label={words.newPin}
        target={name}
        withWords={true}
        question={fill(staffTexts.value.newPinQuestion, { name })}
        onConfirm={onNewPin}
      />
      <IconButton
        icon="print"
        label={words.printRecord}
        target={name}
        withWords={true}
        class="worded"
        onClick={onPrint}
      />
      <a
        class="link"
        href={`/api/pupils/${encodeURIComponent(pupil.id)}/export`}
        download
        aria-label={`${words.download}: ${name}`}
        title={fill(staffTexts.value.exportPupil, { name })}
      >
        {words.download}
      </a>
      <ConfirmedButton
        icon="trash"
        label={words.removePupil}
        target={name}
        withWords={true}
        question={fill(staffTexts.value.removePupilQuestion, { name })}
        onConfirm={onRemove}
      />
    </span>
  );
}

function stateOf({ online, lockedUntil, lastSeenAt }: Pupil): string {
  const words = staffTexts.value;
  if (lockedUntil !== null && lockedUntil > Date.now())
    return fill(words.locked, { time: timeText(lockedUntil) });
  if (online) return words.isOnline;
  return lastSeenAt === null ? words.never : timeText(lastSeenAt);
}

const plainLetters: Readonly<Record<string, string>> = { ғ: 'г', ӣ: 'и', қ: 'к', ӯ: 'у', ҳ: 'х', ҷ: 'ч' };

/** A name as it is searched for: whoever has a Russian keyboard finds «Ҷамшед» by «Чамшед». */
function folded(name: string): string {
  return [...name.trim().toLowerCase()].map((letter) => plainLetters[letter] ?? letter).join('');
}
