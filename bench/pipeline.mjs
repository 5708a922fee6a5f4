// node pipeline.mjs <file>: a run of one file through the Delta commit, in the home of TILLHOUSE_HOME; the lake alone, without
// the warehouse, whose publication bench/publish.mjs measures.
import { createEtl, newRunId, NO_MAPPING, SILENT } from '../dist/modules/etl/index.js';
import { loadConfig } from '../dist/platform/config/index.js';
import { openLake } from '../dist/platform/lake/index.js';

const config = loadConfig();
const { runs } = createEtl(config, await openLake(config));
const { maxLineBytes } = config.values;
const request = { kind: 'run', paths: [process.argv[2]], mapping: NO_MAPPING, maxLineBytes };
const report = await runs.execute(newRunId(), request, SILENT);
if (report.status !== 'published') throw new Error(`the run is ${report.status}`);
