import { calculator } from './calculator/calculator.ts';
import type { Tool } from './tool.ts';

/** Every tool, in the order in which they are asked. The first that understands the whole question answers. */
export const tools: readonly Tool[] = [calculator];
