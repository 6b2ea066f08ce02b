/** Whether an answer's value is the one expected: `~word` is contained, ` | ` divides alternatives, numbers are compared as numbers, the unit as text. */
export function isSameValue(value: string, expected: string): boolean {
  if (expected.includes(' | ')) return expected.split(' | ').some((one) => isSameValue(value, one));
  if (expected.startsWith('~'))
    return (
      value.toLowerCase().includes(expected.slice(1).toLowerCase().replace(',', '.')) ||
      value.includes(expected.slice(1)) ||
      isNear(value, expected.slice(1))
    );
  if (fold(value) === fold(expected)) return true;
  const [one, other] = [split(value), split(expected)];
  if (!one || !other || Math.abs(one.number - other.number) > Math.max(1, Math.abs(other.number)) * 1e-9)
    return false;
  return other.unit === '' || one.unit === other.unit || one.unit.startsWith(other.unit);
}

/** A rounded number in the expectation. */
function isNear(value: string, expected: string): boolean {
  const [one, other] = [split(value), split(expected)];
  return one !== undefined && other !== undefined && Math.abs(one.number - other.number) < 0.01;
}

function fold(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/−/g, '-')
    .replace(/(?<=\d) (?=\d{3})/g, '')
    .replace(/(?<=\d),(?=\d)/g, '.');
}

function split(text: string): { number: number; unit: string } | undefined {
  const plain = fold(text).replace(/^[≈=]\s*/, '');
  const found = /^(-?)(?:(\d+) )?(\d+(?:\.\d+)?)(?:\/(\d+))?(?:\s*(.*))?$/.exec(plain);
  if (!found) return undefined;
  const [, sign, whole, top = '0', bottom, unit = ''] = found;
  if (whole !== undefined && bottom === undefined) return undefined;
  return { number: (sign === '-' ? -1 : 1) * (Number(whole ?? 0) + Number(top) / Number(bottom ?? 1)), unit };
}
