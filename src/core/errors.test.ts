import { describe, expect, it } from 'vitest';
import {
  BadInputError,
  formatError,
  fromSystemError,
  InterruptedError,
  MachineError,
  throwIfInterrupted,
} from './errors.ts';
import { reviveError, serialiseError } from './processes/serialised-error.ts';

const error = new BadInputError({ message: 'Wrong.', file: 'a.yaml', place: 'line 3', remedy: 'Fix it.' });

describe('errors', () => {
  it('show what, where and what to do', () => {
    expect(formatError(error)).toBe('Error: Wrong.\n  where:  a.yaml, line 3\n  remedy: Fix it.');
  });

  it('keep their family and details across a thread border', () => {
    const revived = reviveError(JSON.parse(JSON.stringify(serialiseError(error))));
    expect(revived).toBeInstanceOf(BadInputError);
    expect(formatError(revived)).toBe(formatError(error));
  });

  it('that are foreign keep message and stack, and are shown as a defect', () => {
    const revived = reviveError(serialiseError(new TypeError('x is not a function')));
    expect(formatError(revived)).toContain('report');
    expect(formatError(revived)).toContain('x is not a function');
  });

  it('of the system become a family with a remedy', () => {
    const full = fromSystemError(Object.assign(new Error('no space'), { code: 'ENOSPC' }), '/data');
    expect(full).toBeInstanceOf(MachineError);
    const missing = fromSystemError(Object.assign(new Error('none'), { code: 'ENOENT' }), '/data');
    expect(missing).toBeInstanceOf(BadInputError);
    for (const code of ['EEXIST', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EBUSY', 'EIO', 'EINVAL']) {
      const known = fromSystemError(Object.assign(new Error('refused'), { code }), '/data');
      expect(formatError(known)).not.toMatch(/defect|refused/);
    }
  });

  it('of an aborted signal are interruptions with exit code 130', () => {
    const controller = new AbortController();
    expect(() => throwIfInterrupted(controller.signal)).not.toThrow();
    controller.abort();
    expect(() => throwIfInterrupted(controller.signal)).toThrow(InterruptedError);
    expect(new InterruptedError().exitCode).toBe(130);
  });
});
