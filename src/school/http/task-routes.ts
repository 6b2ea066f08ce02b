import { createTaskApi, type TaskApiOptions, taskApiOperations } from '../../office/index.ts';
import type { School } from '../school.ts';
import { taskWaitMs } from './guards.ts';
import { resolveTaskCaller } from './requests/api-caller.ts';

/** The tasks of offices and homes (`/v1/soro`), for programs with a key and for people on our own page. */
export function taskRoutes(school: School, options: Pick<TaskApiOptions, 'dataFolder' | 'translator'> = {}) {
  const routes = createTaskApi({
    resolveCaller: resolveTaskCaller(school),
    takeTurn: (caller) => taskWaitMs(school, caller),
    ...options,
    clock: () => new Date(school.clock()),
  });
  return { routes, operations: taskApiOperations };
}
