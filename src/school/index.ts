export { type Backup, backupName, writeBackup } from './database/backup.ts';
export { migrate } from './database/migrate.ts';
export { checkDatabase, isDamaged, restoreBackup } from './database/restore.ts';
export { openStore, type Store } from './database/store.ts';
export { type DataFolder, dataFolder } from './running/data-folder.ts';
export { type Diagnosis, diagnoseSchool } from './running/diagnose.ts';
export { installService } from './running/install-service.ts';
export { type ServiceSettings, serviceUnit } from './running/service-unit.ts';
export { type RunningSchool, type SchoolOptions, startSchool } from './server.ts';
