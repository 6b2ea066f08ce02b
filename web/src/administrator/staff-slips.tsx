import { texts } from '../language/language.ts';
import { session } from '../server/session.ts';
import { Slips } from '../staff/print/slips.tsx';
import { staffTexts } from '../staff/staff-texts.ts';
import { workTexts } from '../staff/work-texts.ts';

interface StaffSlipsProps {
  readonly shown: readonly { readonly id: string; readonly name: string; readonly password: string }[];
  readonly address: string;
}

/** What a new teacher gets on paper: where to go, the name, the password for the first time. */
export function StaffSlips({ shown, address }: StaffSlipsProps) {
  const words = workTexts.value;
  const slips = shown.map(({ id, name, password }) => ({
    id,
    content: (
      <>
        <p class="slip-head">
          {session.value?.school.name || texts.value.school}
          <br />
          {words.slipAddress} <span class="slip-address">{`${address}/#/log-in/teacher`}</span>
        </p>
        <p class="slip-head">
          {staffTexts.value.name}: <span class="slip-name">{name}</span>
        </p>
        <p class="slip-head">{words.slipPassword}</p>
        <p class="slip-secret">{password}</p>
      </>
    ),
  }));
  return <Slips slips={slips} />;
}
