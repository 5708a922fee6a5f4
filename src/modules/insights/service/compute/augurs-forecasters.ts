import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { AutoETS, initSync as initEts } from '@bsull/augurs/ets';
import { initSync as initMstl, MSTL } from '@bsull/augurs/mstl';
import { type Forecaster } from '../../domain/forecast/forecaster.js';

/** Open days, a year and a half or more: both know no season but the week, and their time grows with the days. */
const MOST_DAYS = 500;

let isLoaded = false;

/** The library is WebAssembly: each part is given its bytes once. */
function load(): void {
  if (isLoaded) return;
  const resolve = createRequire(import.meta.filename).resolve;
  const bytes = (part: string) => readFileSync(resolve(`@bsull/augurs/${part}`).replace(/\.js$/, '_bg.wasm'));
  initEts({ module: bytes('ets') });
  initMstl({ module: bytes('mstl') });
  isLoaded = true;
}

/** Multiple seasonal-trend decomposition by LOESS over the open days of a week, its trend by exponential smoothing. */
export const MSTL_ETS: Forecaster = {
  name: 'mstl_ets',
  minimumDays: 30,
  forecast: ({ values, weekLength }, future) => {
    load();
    const model = MSTL.ets([Math.max(weekLength, 2)]);
    try {
      model.fit(Float64Array.from(values.slice(-MOST_DAYS)));
      return model.predict(future.length).point;
    } finally {
      model.free();
    }
  },
};

/** Exponential smoothing with the season of a week, its form chosen by the library (AICc). */
export const AUTO_ETS: Forecaster = {
  name: 'auto_ets',
  minimumDays: 30,
  forecast: ({ values, weekLength }, future) => {
    load();
    const model = new AutoETS(Math.max(weekLength, 1), 'ZZZ');
    try {
      model.fit(Float64Array.from(values.slice(-MOST_DAYS)));
      return model.predict(future.length).point;
    } finally {
      model.free();
    }
  },
};
