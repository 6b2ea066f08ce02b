import { BadInputError, DiskFullError, formatError, MachineError } from '../../../core/errors.ts';
import { SchoolError } from '../../school-error.ts';
import { type ContractCheck, checkError } from './check-reply.ts';

/** The error that a client is told; what is a defect, or the machine's, goes to `warn` and is told without details. */
export function toSchoolError(error: unknown, warn: (message: string) => void): SchoolError {
  if (error instanceof SchoolError) return error;
  if (error instanceof BadInputError) {
    return new SchoolError('bad-request', error.message, { remedy: error.remedy, place: error.place });
  }
  warn(formatError(error));
  if (error instanceof DiskFullError) {
    return new SchoolError('disk-full', 'The disk of the server is full.', {
      remedy: 'Tell the administrator.',
    });
  }
  if (error instanceof MachineError) {
    return new SchoolError('starting', 'The server cannot do this just now.', {
      remedy: 'Try again in a moment.',
    });
  }
  return new SchoolError('failed', 'The server failed; its log says more.');
}

/** The response of an error. */
export function errorReply(error: SchoolError, check?: ContractCheck): Response {
  const { retryAfterSeconds } = error.facts;
  const body = { error: { code: error.code, message: error.message, ...error.facts } };
  const text = JSON.stringify(body);
  if (check) checkError(JSON.parse(text), check);
  const headers = new Headers({ 'content-type': 'application/json', 'cache-control': 'no-store' });
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return new Response(text, { status: error.status, headers });
}
