/** Jobs of this module: `run` does a recorded run, `source` brings in what a scheduled source has. */
export const RUN_QUEUE = 'etl-runs';
