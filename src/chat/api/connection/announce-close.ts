import { createMiddleware } from 'hono/factory';

/** An unread body up to this is passed over; after a larger one the connection is closed. */
const passedOverBytes = 65_536;

/**
 * Says so where the connection will be closed after an answer: when a part of the request's body was not read, what
 * follows it on the connection cannot be told from it.
 */
export const announceClose = createMiddleware(async (c, next) => {
  await next();
  if (c.res.status === 413 || leavesBody(c.req.raw)) c.res.headers.set('connection', 'close');
});

function leavesBody(request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.bodyUsed) return false;
  const length = request.headers.get('content-length');
  return length === null ? request.headers.has('transfer-encoding') : Number(length) > passedOverBytes;
}
