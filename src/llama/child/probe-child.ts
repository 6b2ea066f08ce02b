import { z } from 'zod';
import { openBinding } from '../library/binding.ts';
import { serveParent } from './serve-parent.ts';

// Opens the library and says which one it is: see probe.ts.
serveParent(z.strictObject({ type: z.literal('probe') }), (_, answer) => {
  const { version, file } = openBinding();
  answer({ version, file });
});
