import { join, resolve } from 'node:path';
import { projectFolder } from '../../core/configuration.ts';
import { lockName } from '../database/lock-name.ts';

/** Where a school's data lies: the database, backups, logs. */
export interface DataFolder {
  readonly path: string;
  readonly database: string;
  readonly backups: string;
  /** Books that are not read yet. */
  readonly uploads: string;
  readonly log: string;
  readonly lock: string;
}

/** The folder that is named, or `SORO_DATA`, or `work/school` of the project. */
export function dataFolder(named?: string): DataFolder {
  const path = resolve(named ?? process.env.SORO_DATA ?? join(projectFolder, 'work', 'school'));
  return {
    path,
    database: join(path, 'school.sqlite'),
    backups: join(path, 'backups'),
    uploads: join(path, 'uploads'),
    log: join(path, 'log', 'soro.log'),
    lock: join(path, lockName),
  };
}
