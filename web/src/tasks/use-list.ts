import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TaskReply } from '../../../src/office/contract/index.ts';
import { useAction } from '../parts/use-action.ts';
import { askTask } from './task-client.ts';

interface Lists {
  readonly form: TaskReply<'forms'>['forms'];
  readonly letter: TaskReply<'letters'>['letters'];
}

const load: { readonly [Task in keyof Lists]: () => Promise<Lists[Task]> } = {
  form: async () => (await askTask('forms')).forms,
  letter: async () => (await askTask('letters')).letters,
};

/** The server's forms or letters, and why they could not be had. */
export function useList<Task extends keyof Lists>(task: Task) {
  const list = useSignal<Lists[Task] | undefined>(undefined);
  const { error, run } = useAction();
  useEffect(() => {
    void run(async () => {
      list.value = await load[task]();
    });
  }, [task]);
  return { list, error };
}
