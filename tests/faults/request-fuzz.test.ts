import { describe, expect, it } from 'vitest';
import { fuzzRequests } from '../support/requests/fuzz-requests.ts';
import { routeCount } from '../support/requests/random-request.ts';

// `npm run bench request-fuzz` sends 100,000.
const count = 4 * routeCount;

describe(`${count} random requests to every route, by everybody`, () => {
  it('are no failure of the server, and leave sessions as they were', { timeout: 300_000 }, async () => {
    const { failures, warnings, alive, callers, statuses } = await fuzzRequests({ count, seed: 1 });
    expect(failures).toEqual([]);
    expect(warnings).toEqual([]);
    expect(alive).toBe(callers);
    // Some of them must have been right, or nothing behind the first check was met.
    expect((statuses[200] ?? 0) + (statuses[201] ?? 0) + (statuses[204] ?? 0)).toBeGreaterThan(count / 20);
  });
});
