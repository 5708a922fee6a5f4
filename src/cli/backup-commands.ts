import type { Command } from 'commander';
import { resolve } from 'node:path';
import type { BackupReport, RestoreReport } from '../platform/backup/index.js';
import { type Config, loadConfig } from '../platform/config/index.js';
import { runCommand } from './output.js';
import { withServices } from './services.js';

/** `tillhouse backup` and `tillhouse restore`. */
export function addBackupCommands(program: Command, json: () => boolean): void {
  program
    .command('backup')
    .description(
      'copy lake, users, runs, waiting uploads and keys of one moment, while servers run; the warehouse is not copied, a restore computes it',
    )
    .argument(
      '<file|folder>',
      'a new folder, a file ….tar, or ….tar.age, encrypted with TILLHOUSE_BACKUP_PASSPHRASE',
    )
    .option(
      '--without-keys',
      'leave the keys of stored secrets out; a restore then needs them in TILLHOUSE_SECRET_KEYS',
    )
    .action(async (target: string, { withoutKeys }: { withoutKeys?: boolean }) => {
      await runCommand(json(), async (out) => {
        const config = loadConfig();
        const { backUp } = await import('../platform/backup/index.js');
        const report = await withServices(config, ({ etl, database }) =>
          backUp(resolve(target), config, etl.lake, database, { withKeys: withoutKeys !== true }),
        );
        out(report, renderBackup(report));
      });
    });

  program
    .command('restore')
    .description(
      'bring a backup back into an empty home (or bucket) and an empty database, with all servers stopped',
    )
    .argument('<file|folder>', 'what `tillhouse backup` made')
    .action(async (source: string) => {
      await runCommand(json(), async (out) => {
        const report = await restoreHere(resolve(source), loadConfig());
        out(report, renderRestore(report));
      });
    });
}

async function restoreHere(
  source: string,
  config: Config,
): Promise<RestoreReport & { warehouse: number | null }> {
  const [
    { restore },
    { lockHome },
    { createEtl, moveUploadPaths },
    { createWarehouse },
    { EventBus },
    { openStorage, Lake },
  ] = await Promise.all([
    import('../platform/backup/index.js'),
    import('../platform/locks/home-lock.module.js'),
    import('../modules/etl/index.js'),
    import('../modules/warehouse/index.js'),
    import('../platform/events/index.js'),
    import('../platform/lake/index.js'),
  ]);
  const lock = await lockHome(config.values.home);
  try {
    let shown: number | null = null;
    const report = await restore(source, config, {
      relocate: moveUploadPaths,
      settle: async (database) => {
        // Not by openLake, which waits for the end of this.
        const lake = new Lake(await openStorage(config));
        await createEtl(config, lake).maintenance.settleRestored();
        const { publication } = createWarehouse(config, lake, database, new EventBus());
        shown = (await publication.publish())?.version ?? null;
      },
    });
    return { ...report, warehouse: shown };
  } finally {
    await lock.release();
  }
}

function renderBackup(report: BackupReport): string {
  const { backup, lake_version, files, bytes, tables, rows, key_ids: keys, has_keys, encrypted } = report;
  const lines = [
    `${backup}: version ${lake_version} of the lake, ${rows.toLocaleString('en-US')} rows of ${tables} tables; ${files} files, ${(bytes / 1024 / 1024).toFixed(1)} MiB.`,
  ];
  if (has_keys && encrypted) lines.push('It holds the keys of the stored secrets, encrypted like the rest.');
  else if (has_keys)
    lines.push(
      'It holds the keys of the stored secrets: who can read it can read them. Keep it where keys are kept.',
    );
  else if (keys.length > 0)
    lines.push(
      `It does not hold the keys ${keys.join(', ')}: without them nobody can read the secrets in it.`,
    );
  return lines.join('\n');
}

function renderRestore(report: RestoreReport & { warehouse: number | null }): string {
  const { made_at, lake_version, rows, warehouse } = report;
  return [
    `Restored what was there at ${made_at}: version ${lake_version} of the lake, ${rows.toLocaleString('en-US')} rows of tables.`,
    warehouse === null
      ? 'The lake is empty, and so is the warehouse.'
      : `The warehouse shows version ${warehouse}.`,
  ].join('\n');
}
