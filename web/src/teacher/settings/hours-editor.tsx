import { IconButton } from '../../parts/icon-button.tsx';
import { TimeField } from '../../parts/time-field.tsx';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { Hours } from '../../staff/types.ts';

interface HoursEditorProps {
  readonly hours: readonly Hours[];
  readonly onChange: (hours: readonly Hours[]) => void;
}

const schoolWeek: Hours = { days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '14:00' };

/** When Soro answers: days and times, as many as needed. */
export function HoursEditor({ hours, onChange }: HoursEditorProps) {
  const words = staffTexts.value;
  const replace = (index: number, changed: Hours) =>
    onChange(hours.map((one, place) => (place === index ? changed : one)));
  return (
    <fieldset class="hours">
      <legend>{words.hours}</legend>
      <p class="hint">{words.hoursHint}</p>
      {hours.map((one, index) => (
        <HoursLine
          key={String(index)}
          hours={one}
          onChange={(changed) => replace(index, changed)}
          onRemove={() => onChange(hours.filter((_, place) => place !== index))}
        />
      ))}
      <button type="button" class="button quiet small" onClick={() => onChange([...hours, schoolWeek])}>
        {words.addHours}
      </button>
    </fieldset>
  );
}

interface HoursLineProps {
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
  readonly onRemove: () => void;
}

function HoursLine({ hours, onChange, onRemove }: HoursLineProps) {
  const words = staffTexts.value;
  const toggle = (day: number) => {
    const days = hours.days.includes(day) ? hours.days.filter((one) => one !== day) : [...hours.days, day];
    onChange({ ...hours, days: days.sort((a, b) => a - b) });
  };
  return (
    <div class="hours-line">
      <div class="days">
        {words.days.map((name, index) => (
          <button
            key={name}
            type="button"
            aria-pressed={hours.days.includes(index + 1)}
            aria-label={`${name}, ${words.dayNames[index]}`}
            onClick={() => toggle(index + 1)}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="times">
        <TimeField label={words.from} value={hours.from} onChange={(from) => onChange({ ...hours, from })} />
        <TimeField label={words.until} value={hours.to} onChange={(to) => onChange({ ...hours, to })} />
        <IconButton icon="trash" label={words.removeHours} onClick={onRemove} />
      </div>
    </div>
  );
}
