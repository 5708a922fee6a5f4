import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IsIn, IsObject } from 'class-validator';
import { Given } from '../../../../platform/http/given.js';
import { readParameters } from '../../../../platform/http/read-parameters.js';
import { type TaskHandler } from '../../../tasks/index.js';
import { ANALYSIS_NAMES, type AnalysisName, type Analysts, parseAnalysis, runAnalysis } from './analyses.js';
import { jsonInPieces } from './json-pieces.js';

class AnalyticsParameters {
  @IsIn(ANALYSIS_NAMES)
  analysis!: AnalysisName;

  @Given()
  @IsObject()
  parameters: object = {};
}

const FILE = 'result.json';

/** One analysis as a task: its answer is a file. */
export function advancedAnalyticsTask(analysts: Analysts): TaskHandler<AnalyticsParameters> {
  return {
    name: 'run_advanced_analytics',
    permission: 'sales:read',
    summary: 'An analysis of docs/insights.md, as JSON; or feature tables, as Parquet',
    parse: async (given) => {
      const { analysis, parameters } = await readParameters(AnalyticsParameters, given);
      return { analysis, parameters: await parseAnalysis(analysis, parameters) };
    },
    run: async ({ parameters: { analysis, parameters }, signal, progress, folder }) => {
      const answer = await runAnalysis(analysis, analysts, parameters, { signal, progress, folder });
      signal.throwIfAborted();
      if (!('body' in answer)) return { analysis, ...answer };
      const { gold, body } = answer as { gold: { version: number }; body: object };
      await writeFile(join(folder, FILE), jsonInPieces(body));
      const { confidence, caveats } = body as { confidence?: unknown; caveats?: unknown };
      return { analysis, gold_version: gold.version, confidence, caveats, files: [FILE] };
    },
  };
}
