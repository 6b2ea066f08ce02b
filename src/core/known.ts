/**
 * The element at a place that must be there. For lists whose length is known by construction, and for groups that a
 * regular expression always has; where a missing value has a meaning, write `list[index] ?? value` instead. Not for
 * loops over millions of numbers: one function for every kind of list is too slow there.
 * @throws Error (a defect) that names the place, when there is none.
 */
export function at<Value>(list: ArrayLike<Value>, index: number): Value {
  const value = list[index];
  if (value === undefined) throw new Error(`There is no element ${index} in a list of ${list.length}.`);
  return value;
}

/**
 * The last element of a list that is not empty by construction.
 * @throws Error (a defect) when it is empty.
 */
export function last<Value>(list: ArrayLike<Value>): Value {
  return at(list, list.length - 1);
}

/**
 * The value of a key that must be there.
 * @throws Error (a defect) that names the key, when there is none.
 */
export function known<Key, Value>(
  map: { get(key: Key): Value | undefined; readonly size: number },
  key: Key,
): Value {
  const value = map.get(key);
  if (value === undefined) throw new Error(`There is no "${String(key)}" among ${map.size} keys.`);
  return value;
}

/**
 * The entry of a record that must be there; see {@link known}.
 * @throws Error (a defect) that names the entry, when there is none.
 */
export function knownEntry<Value>(record: Readonly<Record<string, Value>>, name: string): Value {
  const value = record[name];
  if (value === undefined)
    throw new Error(`There is no "${name}" among ${Object.keys(record).length} entries.`);
  return value;
}

/**
 * The names of a record that is written out in the code, as their own type.
 * @throws Error (a defect) when it has none.
 */
export function keysOf<Name extends string>(record: Readonly<Record<Name, unknown>>): [Name, ...Name[]] {
  const [first, ...rest] = Object.keys(record) as Name[];
  if (first === undefined) throw new Error('There is no key in this record.');
  return [first, ...rest];
}

/** What a pattern with the flag `g` finds in a text, as texts; nothing found is an empty list. */
export function matchesOf(text: string, pattern: RegExp): string[] {
  return text.match(pattern) ?? [];
}
