export { answerChoiceTasks, readChoiceTasks } from './answer-tasks.ts';
export { hashTasks } from './hash-tasks.ts';
export { type ItemResult, itemResultSchema } from './results.ts';
export {
  type BootstrapOptions,
  bootstrap,
  type Estimate,
  estimateSchema,
  pairedBootstrap,
  quantile,
  type Sample,
} from './statistics/bootstrap.ts';
export { readSummary, type Summary, summaryName, summarySchema } from './summary.ts';
export {
  readTask,
  readTextTask,
  type Task,
  type TaskDescription,
  type TaskItem,
  type TextItem,
  type TextTask,
  taskSchema,
} from './task.ts';
