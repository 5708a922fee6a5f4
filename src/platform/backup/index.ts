export { backUp, type BackupReport } from './backup.js';
export { heedBackups } from './hold.js';
export { restore, type RestoreReport } from './restore.js';
