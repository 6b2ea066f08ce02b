import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { call } from '../../server/call.ts';
import { staffTexts } from '../../staff/staff-texts.ts';
import type { FollowedSettings } from '../../staff/types.ts';

const unknown: FollowedSettings = { model: '', tutor: true, subjects: true, systemText: true };

/** What of the settings the model in use follows; undefined until that is known. */
export function useFollowed(): Signal<FollowedSettings | undefined> {
  const followed = useSignal<FollowedSettings | undefined>(undefined);
  useEffect(() => {
    const controller = new AbortController();
    // A small check where nobody has asked for this model yet. Without an answer everything is offered.
    call('POST /api/followed-settings', { body: {}, signal: controller.signal }).then(
      (reply) => {
        followed.value = reply.followed;
      },
      () => {
        followed.value = unknown;
      },
    );
    return () => controller.abort();
  }, []);
  return followed;
}

/** Says that a setting has no effect with the model in use. */
export function NotFollowed({ follows }: { follows: boolean | undefined }) {
  if (follows !== false) return null;
  return (
    <p class="note error" role="note">
      {staffTexts.value.notFollowed}
    </p>
  );
}
