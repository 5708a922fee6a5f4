import { AUTO_ETS, MSTL_ETS } from './augurs-forecasters.js';
import { clusterCustomers, type ClusterQuestion, type Clusters } from './clusters.js';
import { buying, type BuyingAnswer, type BuyingQuestion } from './buying.js';
import { type Forecast, type ForecastQuestion, forecastSeries } from '../../domain/forecast/forecast.js';
import { CALENDAR_RIDGE } from '../../domain/forecast/ridge-forecaster.js';
import {
  LEVEL_AND_SHAPE,
  SEASONAL_NAIVE,
  WEEKDAY_MEAN,
  WEEKDAY_MEDIAN,
} from '../../domain/forecast/simple-forecasters.js';
import { type DailySeries, type Holidays, learnOpening } from '../../domain/calendar/opening.js';

export const FORECASTERS = [
  SEASONAL_NAIVE,
  WEEKDAY_MEAN,
  WEEKDAY_MEDIAN,
  LEVEL_AND_SHAPE,
  CALENDAR_RIDGE,
  MSTL_ETS,
  AUTO_ETS,
];

/** A question to forecast, with what tells when the shop is open. */
export interface SeriesQuestion extends Omit<ForecastQuestion, 'opening'> {
  /** Days of the whole shop. */
  shop: DailySeries;
  holidays: Holidays;
  /** Holidays of the country whose customers buy, where that is another. */
  marketHolidays?: Holidays;
}

/** Work that is done in a thread. Questions and answers are copied between threads. */
export interface Jobs {
  forecast: (question: SeriesQuestion) => (Forecast & { rules: string[] }) | undefined;
  clusters: (question: ClusterQuestion) => Clusters | undefined;
  buying: (question: BuyingQuestion) => BuyingAnswer | undefined;
}

export const JOBS: Jobs = {
  forecast: ({ shop, holidays, marketHolidays, ...question }) => {
    const learned = learnOpening(shop, holidays);
    const opening = { ...learned, holidays: marketHolidays ?? learned.holidays };
    const forecast = forecastSeries({ ...question, opening }, FORECASTERS);
    return forecast && { ...forecast, rules: opening.rules };
  },
  clusters: clusterCustomers,
  buying,
};
