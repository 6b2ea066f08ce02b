/**
 * The element at a place that must be there. For lists whose length is known by construction; where a missing value has
 * a meaning, write `list[index] ?? value` instead.
 * @throws Error (a defect) that names the place, when there is none.
 */
export function at<Value>(list: ArrayLike<Value>, index: number): Value {
  const value = list[index];
  if (value === undefined) throw new Error(`There is no element ${index} in a list of ${list.length}.`);
  return value;
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
