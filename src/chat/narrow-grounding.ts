import type { GroundingOptions } from './types.ts';

/**
 * What is asked for, within what an installation or a key allows: a request may be stricter, never looser. Where only
 * books may answer, the bare model cannot be asked for.
 */
export function narrowGrounding(
  asked: GroundingOptions = {},
  limits: GroundingOptions = {},
): GroundingOptions {
  const onlyFromBooks = limits.onlyFromBooks === true || asked.onlyFromBooks === true;
  const isBare = limits.mode === 'off' || (asked.mode === 'off' && limits.onlyFromBooks !== true);
  return {
    ...asked,
    mode: isBare ? 'off' : 'on',
    bookIds: both(asked.bookIds, limits.bookIds),
    onlyFromBooks,
    tools: limits.tools !== false && asked.tools !== false,
  };
}

function both(
  asked: readonly string[] | undefined,
  allowed: readonly string[] | undefined,
): readonly string[] | undefined {
  return asked && allowed ? asked.filter((id) => allowed.includes(id)) : (asked ?? allowed);
}
