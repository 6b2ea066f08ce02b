// No circles between the folders of a stage. Tests and their helpers are left out: they may reach into what they test.
import { options } from './dependency-cruiser.config.mjs';

export default {
  forbidden: [
    {
      name: 'no-cycles-between-folders',
      severity: 'error',
      scope: 'folder',
      // The layout of a PDF page finds its tables, and tables are read with the layout's rows.
      // A library's search knows the kinds of questions, and evidence searches.
      from: {
        path: '^src/',
        pathNot: '^src/(documents/pdf/(layout|tables)|library/(search|evidence))$',
      },
      to: { circular: true },
    },
  ],
  options: {
    ...options,
    exclude: { path: [...options.exclude.path, String.raw`\.test\.ts$`, '/testing(/|\\.ts$)'] },
  },
};
