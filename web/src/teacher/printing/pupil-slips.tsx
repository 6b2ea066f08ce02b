import { fill } from '../../language/plural.ts';
import { PinPicture } from '../../log-in/pin-picture.tsx';
import { pictureName } from '../../log-in/texts.ts';
import { session } from '../../server/session.ts';
import { Slips } from '../../staff/print/slips.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { PupilWithPin, SchoolClass } from '../../staff/types.ts';
import { workTexts } from '../../staff/work-texts.ts';
import { codeText } from './code-text.ts';

interface PupilSlipsProps {
  readonly own: SchoolClass;
  readonly pupils: readonly PupilWithPin[];
  /** Where pupils reach the server. */
  readonly address: string;
  readonly single: boolean;
}

/** What pupils take home from the first lesson: where to go, the class, the nickname, four pictures in order. */
export function PupilSlips({ own, pupils, address, single }: PupilSlipsProps) {
  const words = workTexts.value;
  const slips = pupils.map(({ id, nickname, pin }) => ({
    id,
    content: (
      <>
        <p class="slip-head">
          {[session.value?.school.name, own.name].filter(Boolean).join(' · ')}
          <br />
          {words.slipAddress} <span class="slip-address">{address}</span>
          <br />
          {words.slipCode} <span class="slip-code">{codeText(own.code)}</span>
        </p>
        <p class="slip-head">
          {staffTexts.value.nickname}: <span class="slip-name">{nickname}</span>
        </p>
        <p class="slip-head">{words.slipPictures}</p>
        <ol>
          {pin.map((picture, index) => (
            <li key={String(index)}>
              <span>{index + 1}.</span>
              <PinPicture name={picture} />
              <span>{pictureName(picture)}</span>
            </li>
          ))}
        </ol>
      </>
    ),
  }));
  return <Slips slips={slips} single={single} />;
}

/** The title of the window in which they are shown. */
export function slipsTitle(pupils: readonly PupilWithPin[]): string {
  const [only] = pupils;
  return pupils.length === 1 && only
    ? fill(staffTexts.value.drawn, { name: only.nickname })
    : staffTexts.value.pin;
}
