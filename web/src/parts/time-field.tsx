interface TimeFieldProps {
  readonly label: string;
  /** `08:00` */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** A time of day by the 24-hour clock, whatever the language of the browser. */
export function TimeField({ label, value, onChange }: TimeFieldProps) {
  return (
    <label>
      {label}
      <input
        class="time"
        type="text"
        inputMode="numeric"
        required
        maxLength={5}
        pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
        placeholder="08:00"
        value={value}
        onInput={(event) => onChange(event.currentTarget.value)}
        onBlur={(event) => onChange(completeTime(event.currentTarget.value))}
      />
    </label>
  );
}

/** `8` → `08:00`, `830` and `8.30` → `08:30`; what is no time stays as it is. */
export function completeTime(typed: string): string {
  const [, hours, minutes = '00'] =
    /^\s*(\d{1,2})(?:\s*[:.,\-\s]\s*(\d{2}))?\s*$/u.exec(typed) ??
    /^\s*(\d{1,2})(\d{2})\s*$/u.exec(typed) ??
    [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return typed;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
