import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { TaskReply } from '../../../src/office/contract/index.ts';
import { useAction } from '../parts/use-action.ts';
import { askTask } from './task-client.ts';

/** The forms of the server, and why they could not be had. */
export function useForms() {
  const forms = useSignal<TaskReply<'forms'>['forms'] | undefined>(undefined);
  const { error, run } = useAction();
  useEffect(() => {
    void run(async () => {
      forms.value = (await askTask('forms')).forms;
    });
  }, []);
  return { forms, error };
}
