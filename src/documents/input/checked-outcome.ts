import { textFault } from '../../language/index.ts';
import { isReject, type ReadOutcome } from '../reader.ts';

/**
 * What a reader found, or a reject in its place when that is no text: whatever the format, what continues
 * from here is what a person can read.
 */
export function checkedOutcome(outcome: ReadOutcome, extensions: readonly string[]): ReadOutcome {
  if (isReject(outcome)) return outcome;
  const fault = textFault(outcome.text);
  if (!fault) return outcome;
  const isFont = fault.reason === 'control-characters' || fault.reason === 'private-use-characters';
  const reason = isFont && extensions.includes('.pdf') ? 'unreadable-fonts' : fault.reason;
  const { line, row, offset, part } = outcome.metadata;
  const place = Object.entries({ line, row, offset, part }).find(([, value]) => value !== undefined);
  const value = place ? `${place.join(' ')}: ${fault.message}` : fault.message;
  const where = outcome.address === undefined ? value : `${outcome.address}: ${value}`;
  return { reason, value: where, ...(outcome.next ? { next: outcome.next } : {}) };
}
