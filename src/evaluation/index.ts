export { answerChoiceTasks, readChoiceTasks } from './answer-tasks.ts';
export {
  type BootstrapOptions,
  bootstrap,
  type Estimate,
  estimateSchema,
  pairedBootstrap,
  quantile,
  type Sample,
} from './figures/statistics/bootstrap.ts';
export { aboveGuessing } from './figures/statistics/tests-of-difference.ts';
export { readSummary, type Summary, summaryName, summarySchema } from './figures/summary.ts';
export { areSameWords, foldWords } from './graders/reading/fold-words.ts';
export { type Quantity, readQuantities } from './graders/reading/quantities.ts';
export { type ItemResult, itemResultSchema } from './results.ts';
export { hashTasks } from './tasks/hash-tasks.ts';
export {
  readTask,
  readTextTask,
  type Task,
  type TaskDescription,
  type TaskItem,
  type TextItem,
  type TextTask,
  taskSchema,
} from './tasks/task.ts';
