/** Something that could stand in a text instead of what does. */
export interface Change {
  readonly offset: number;
  readonly before: string;
  readonly after: string;
}

export interface ChangedPart<Found extends Change> {
  readonly text: string;
  /** Where the part begins in the text as it was. */
  readonly start: number;
  /** The change that was made here. */
  readonly change?: Found;
}

/** A text with changes made that do not overlap. */
export function applyChanges<Found extends Change>(
  text: string,
  changes: readonly Found[],
): ChangedPart<Found>[] {
  const parts: ChangedPart<Found>[] = [];
  let from = 0;
  for (const change of [...changes].sort((one, other) => one.offset - other.offset)) {
    if (change.offset > from) parts.push({ text: text.slice(from, change.offset), start: from });
    parts.push({ text: change.after, start: change.offset, change });
    from = endOf(change);
  }
  if (from < text.length) parts.push({ text: text.slice(from), start: from });
  return parts;
}

/** Takes a change in; those that overlap it go. */
export function accept<Found extends Change>(changes: readonly Found[], change: Found): readonly Found[] {
  return [
    ...changes.filter((other) => change.offset >= endOf(other) || other.offset >= endOf(change)),
    change,
  ];
}

const endOf = ({ offset, before }: Change) => offset + before.length;
