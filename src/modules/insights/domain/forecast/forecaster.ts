import { type DayNumber } from '../calendar/day.js';
import { type Holidays } from '../calendar/opening.js';

/** What was sold on the days that were open; closed days are left out. */
export interface OpenHistory {
  days: readonly DayNumber[];
  values: readonly number[];
  /** Open weekdays of a week. */
  weekLength: number;
  holidays: Holidays;
}

/** A way to see forward. */
export interface Forecaster {
  name: string;
  /** Fewer open days do not do. */
  minimumDays: number;
  /** A value for each of the open days to come. Throws where it finds no fit. */
  forecast: (history: OpenHistory, future: readonly DayNumber[]) => number[];
}
