import type { ClassSettings } from '../../staff/types.ts';
import { taskTexts } from '../task-texts/task-texts.ts';
import { Check, NumberField } from './controls.tsx';

interface PracticeTutorProps {
  readonly settings: ClassSettings['practiceTutor'];
  readonly onChange: (settings: ClassSettings['practiceTutor']) => void;
}

/** How practice goes on after a wrong answer: the right one at once, or hints and another try. */
export function PracticeTutor({ settings, onChange }: PracticeTutorProps) {
  const words = taskTexts.value;
  return (
    <>
      <Check
        label={words.tutorOn}
        hint={words.tutorOnHint}
        checked={settings.isOn}
        onChange={(isOn) => onChange({ ...settings, isOn })}
      />
      {settings.isOn && (
        <>
          <NumberField
            label={words.tutorHints}
            value={settings.hints}
            min={0}
            max={3}
            onChange={(hints) => onChange({ ...settings, hints })}
          />
          <NumberField
            label={words.tutorAttempts}
            value={settings.attempts}
            min={1}
            max={10}
            onChange={(attempts) => onChange({ ...settings, attempts })}
          />
          <Check
            label={words.tutorReveals}
            checked={settings.reveals}
            onChange={(reveals) => onChange({ ...settings, reveals })}
          />
        </>
      )}
    </>
  );
}
