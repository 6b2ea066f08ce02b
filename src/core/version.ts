import packageJson from '../../package.json' with { type: 'json' };

/** Version of this program, from package.json. */
export const soroVersion: string = packageJson.version;
