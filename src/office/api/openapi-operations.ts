import type { ApiOperation } from '../../chat/index.ts';
import { type TaskOperation, taskOperations } from '../contract/index.ts';
import { documentLimits } from '../documents/read-document.ts';

/** The operations of `/v1/soro`, for the server's OpenAPI document. */
export const taskApiOperations: readonly ApiOperation[] = Object.values<TaskOperation>(taskOperations).map(
  ({ method, path, summary, request, response, files, upload }) => ({
    method,
    path,
    summary,
    scope: 'chat',
    ...(request && { request }),
    ...(response && { response }),
    ...(files && { files }),
    ...(upload && { upload: { maximumBytes: documentLimits.sizeBytes, query: 'name' } }),
    errors: method === 'get' ? [401, 403, 429] : [400, 401, 403, 413, 415, 429],
  }),
);
