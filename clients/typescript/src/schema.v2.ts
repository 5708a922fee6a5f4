// Made from test/contract/openapi.v2.json by npm run generate:contract (openapi-typescript); Apache-2.0, as the rest of Tillhouse.
export interface paths {
  '/api/v2/sales': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sales lines by cursor, with figures over all lines that fit
     * @description Lines, total and figures are of the same version of gold. The ETag names that version and the query: with it in If-None-Match the answer is 304 as long as nothing has changed.
     */
    get: operations['SalesV2_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/sales/analytics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Figures over the lines that fit, by date and dimensions, with their totals
     * @description Filters as of GET /api/v2/sales, measures and dimensions of GET /api/v1/datamart/metrics.
     */
    post: operations['SalesAnalytics_analyse'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v2/sales/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sales lines as a file, all of one version of gold; many lines, or analytics beside them, make it a task */
    post: operations['Export_export'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AggregationsDto: {
      /** @description Sales less returns. */
      net_revenue: number;
      /** @description Sales alone. */
      gross_revenue: number;
      /** @description Returns alone; negative. */
      returns_value: number;
      /** @description Returned ones taken off. */
      units: number;
      lines: number;
      return_lines: number;
      /** @description Distinct sale invoices. */
      orders: number;
      /** @description Distinct identified customers. */
      customers: number;
      /** @description Net revenue an order; null without an order. */
      avg_order_value: number | null;
      /** @description By net revenue, highest first. */
      by_country: components['schemas']['CountryFiguresDto'][];
      by_month: components['schemas']['MonthFiguresDto'][];
    };
    AnalysedComparisonDto: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @enum {string} */
      mode: 'previous_period' | 'same_period_last_year' | 'same_period_last_year_aligned';
      description: string;
    };
    AnalysedDaysDto: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
    };
    BacktestDto: {
      window_days: number;
      /** @description Windows that chose the way and made the bounds. */
      windows: number;
      /** @description At each, way and bounds are from what was known before it; newest first. */
      origins: components['schemas']['BacktestOriginDto'][];
      /** @description Mean over the origins. */
      wape: number | null;
      /** @description Mean over the origins. */
      seasonal_naive_wape: number | null;
      /** @description Mean over the origins. */
      mase: number | null;
      /** @description Mean over the origins. */
      coverage_80: number | null;
      /** @description Mean over the origins. */
      coverage_95: number | null;
    };
    BacktestOriginDto: {
      /**
       * Format: date
       * @description Last day that the way knew.
       */
      known_until: string;
      /** @description Chosen from windows before that day. */
      model: string;
      /** @description Open days that were foreseen. */
      open_days: number;
      /** @description Sum of absolute errors over the sum of values. */
      wape: number | null;
      /** @description Mean of absolute errors over values. */
      mape: number | null;
      /** @description Over the mean error of seasonal naive in the history; below 1 is better. */
      mase: number | null;
      /** @description (forecast − actual) ÷ actual of the whole window. */
      bias: number | null;
      /** @description WAPE of the newest value of the same weekday. */
      seasonal_naive_wape: number | null;
      /** @description Share of the days within the 80% bounds. */
      coverage_80: number | null;
      /** @description Share of the days within the 95% bounds. */
      coverage_95: number | null;
    };
    ComparedDto: {
      name: string;
      /** @description Mean of the errors of days and of weeks over what was sold, in the windows; lower is better. */
      score: number;
    };
    ConfidenceDto: {
      /** @enum {string} */
      level: 'high' | 'medium' | 'low';
      reason: string;
    };
    CountryFiguresDto: {
      /** @description Sales less returns. */
      net_revenue: number;
      /** @description Sales alone. */
      gross_revenue: number;
      /** @description Returns alone; negative. */
      returns_value: number;
      /** @description Returned ones taken off. */
      units: number;
      lines: number;
      return_lines: number;
      /** @description Distinct sale invoices. */
      orders: number;
      /** @description Distinct identified customers. */
      customers: number;
      /** @description Net revenue an order; null without an order. */
      avg_order_value: number | null;
      /** @example United Kingdom */
      country: string;
      /** @example GB */
      country_code: string | null;
    };
    CursorPaginationDto: {
      /** @example 50 */
      first: number;
      has_next: boolean;
      /** @description For `after` of the next page. */
      end_cursor: string | null;
      /** @description Lines that fit, on all pages. */
      total: number;
      /** @description Where `after` is of a page of another version of gold, that version. The page goes on behind the same line; lines that came or went meanwhile may have been missed or seen twice. */
      cursor_gold_version: number | null;
    };
    DataQualityDto: {
      /** @description Anonymous lines among those that fit. */
      lines_without_customer: number;
      share_without_customer: number | null;
      /** @description Lines whose country is not known. */
      lines_without_country: number;
      share_without_country: number | null;
      /** @description Returns for which no sale was found. */
      returns_without_sale: number;
      /** @description Of all returns. */
      share_of_returns_without_sale: number | null;
    };
    ExportDto: {
      filters?: components['schemas']['ExportFiltersDto'];
      /** @enum {string} */
      format: 'csv' | 'jsonl' | 'parquet' | 'xlsx';
      /**
       * @description Of parquet inside the file; a csv or jsonl gets the ending .gz or .zst. An xlsx is a ZIP already.
       * @default none
       * @enum {string}
       */
      compression?: 'none' | 'gzip' | 'zstd';
      /**
       * @description Totals, by country and by month, of the same lines as a file beside them; this makes it a task.
       * @default false
       */
      include_analytics?: boolean;
    };
    ExportFiltersDto: {
      /**
       * @description Any of these. Country of the line: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK.
       * @example [
       *       "UK",
       *       "US"
       *     ]
       */
      countries?: string[];
      /**
       * @description Any of these. A stock code; where there is none of that name, the lines whose product description contains the text, whatever its case.
       * @example [
       *       "22423"
       *     ]
       */
      products?: string[];
      /**
       * @description Any of these.
       * @example [
       *       "17850"
       *     ]
       */
      customer_ids?: string[];
      /**
       * @description Any of these.
       * @example [
       *       "536365"
       *     ]
       */
      invoice_nos?: string[];
      /**
       * Format: date
       * @description First day.
       */
      date_from?: string;
      /**
       * Format: date
       * @description Last day, included.
       */
      date_to?: string;
      /** @description Lowest amount of a line; returns are negative. */
      min_amount?: number;
      /** @description Highest amount of a line. */
      max_amount?: number;
      /** @enum {string} */
      line_type?: 'sale' | 'return';
      /**
       * Format: date
       * @description Attributes of products and customers as they were on this day (SCD type 2); without it, as they were on the day of each line. Totals and scores of customers have no history and are those of now.
       */
      as_of?: string;
    };
    FieldError: {
      /** @example size */
      field: string;
      /** @example size must not be greater than 100 */
      reason: string;
    };
    ForecastAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['ForecastDataDto'];
    };
    ForecastDataDto: {
      /** @example net_revenue */
      measure: string;
      dimension: string | null;
      horizon_days: number;
      /** Format: date */
      first_day: string;
      /** Format: date */
      last_day: string;
      series: components['schemas']['ForecastSeriesDto'][];
      not_forecast: components['schemas']['NotForecastDto'][];
    };
    ForecastDayDto: {
      /** Format: date */
      date: string;
      /** @description The shop is usually open on such a day; else all values are 0. */
      is_open: boolean;
      baseline: number;
      optimistic: number;
      pessimistic: number;
      /** @description Null where the past is too short for bounds. */
      lower_80: number | null;
      upper_80: number | null;
      lower_95: number | null;
      upper_95: number | null;
    };
    ForecastSeriesDto: {
      /** @description Of the dimension; null for the whole. */
      value: string | null;
      /** @example blend */
      model: string;
      chosen_because: string;
      /** @description Open days that are known, from the first sale on. */
      open_days: number;
      /** @description Median of them. */
      usual_open_day: number;
      /** @description What the days of the shop say of when it is open. */
      opening: string[];
      /** @description All ways, best first. */
      compared: components['schemas']['ComparedDto'][];
      backtest: components['schemas']['BacktestDto'];
      scenarios: components['schemas']['ScenarioDto'][];
      confidence: components['schemas']['ConfidenceDto'];
      forecast: components['schemas']['ForecastDayDto'][];
    };
    InputsDto: {
      /**
       * Format: date
       * @description First day that was looked at.
       */
      date_from: string | null;
      /** Format: date */
      date_to: string | null;
      rows: number;
      /**
       * @description What a row is.
       * @example sales lines
       */
      of: string;
      /** @description Version of gold that everything is of. */
      gold_version: number;
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
    };
    ManyFiltersAppliedDto: {
      /**
       * @example [
       *       "UK",
       *       "US"
       *     ]
       */
      countries?: string[];
      products?: string[];
      customer_ids?: string[];
      invoice_nos?: string[];
      /** Format: date */
      date_from?: string;
      /** Format: date */
      date_to?: string;
      min_amount?: number;
      max_amount?: number;
      /** @enum {string} */
      line_type?: 'sale' | 'return';
    };
    MethodDto: {
      /** @example association_rules */
      name: string;
      description: string;
      parameters?: {
        [key: string]: unknown;
      };
    };
    MonthFiguresDto: {
      /** @description Sales less returns. */
      net_revenue: number;
      /** @description Sales alone. */
      gross_revenue: number;
      /** @description Returns alone; negative. */
      returns_value: number;
      /** @description Returned ones taken off. */
      units: number;
      lines: number;
      return_lines: number;
      /** @description Distinct sale invoices. */
      orders: number;
      /** @description Distinct identified customers. */
      customers: number;
      /** @description Net revenue an order; null without an order. */
      avg_order_value: number | null;
      /** @example 2011-01 */
      month: string;
    };
    NotForecastDto: {
      value: string;
      reason: string;
    };
    PerformanceDto: {
      /**
       * @description How the total was found.
       * @enum {string}
       */
      total_source: 'version' | 'daily_figures' | 'index' | 'gold' | 'count' | 'nothing';
      /** @description What took how long when the answer was made. */
      steps: components['schemas']['StepsDto'];
      /**
       * @description Where the answer was: kept in memory or in Redis, made now, or just being made for another caller.
       * @enum {string}
       */
      cache: 'memory' | 'redis' | 'made' | 'shared';
      /** @description What this answer took here, milliseconds. */
      ms: number;
    };
    ProblemDto: {
      /** @example about:blank */
      type: string;
      /** @example Unprocessable Entity */
      title: string;
      /** @example 422 */
      status: number;
      /** @example The request is malformed. */
      detail: string;
      /**
       * @description What was asked for.
       * @example /api/v1/sales?size=1000
       */
      instance: string;
      /** @description Under it the log tells more. */
      correlation_id: string;
      /** @description The way out, where one is known. */
      hint?: string;
      details?: {
        [key: string]: unknown;
      };
      /** @description One entry a field that is wrong. */
      errors?: components['schemas']['FieldError'][];
    };
    ResultColumnDto: {
      /** @example net_revenue */
      name: string;
      /**
       * @description change is (now − then) ÷ |then|; null where only then is 0.
       * @enum {string}
       */
      kind: 'dimension' | 'measure' | 'compared' | 'change';
      /** @description The dimension or measure. */
      of: string;
      label: string;
      /** @enum {string} */
      type: 'text' | 'integer' | 'number' | 'boolean' | 'date';
      /** @enum {string|null} */
      unit: 'currency' | 'count' | 'units' | 'share' | 'days' | null;
      /** @enum {string|null} */
      format: 'money' | 'integer' | 'decimal' | 'percent' | null;
    };
    SalesAnalyticsAnswer: {
      columns: components['schemas']['ResultColumnDto'][];
      /** @description By the names of the columns; without dimensions every period is there. */
      series: {
        [key: string]: (string | null) | number | boolean;
      }[];
      /** @description The same measures over all lines that fit. */
      totals: {
        [key: string]: (string | null) | number | boolean;
      };
      /** @description There are more rows than the limit. */
      truncated: boolean;
      granularity: string;
      period: components['schemas']['AnalysedDaysDto'] | null;
      compared: components['schemas']['AnalysedComparisonDto'] | null;
      /** @description The filters that were given, as they were given. */
      filters_applied: {
        [key: string]: unknown;
      };
      /** @description Only with include_forecasting; as POST /api/v1/insights/forecast answers. */
      forecast?: components['schemas']['ForecastAnswer'] | null;
      /** @description Only with include_forecasting: why there is no forecast; null where there is one. */
      no_forecast_because?: string | null;
      /** @example GBP */
      currency: string;
      gold_version: number;
    };
    SalesAnalyticsDto: {
      filters?: components['schemas']['ExportFiltersDto'];
      /**
       * @description Of net_revenue, gross_revenue, returns_value, return_rate, identified_revenue, profit, revenue_with_cost, margin, units, units_sold, units_returned, lines, sale_lines, return_lines, orders, cancellations, products, trading_days, avg_order_value, items_per_order, lines_per_order, avg_unit_price, revenue_per_trading_day, customers, buyers, new_customers, repeat_customers, repeat_rate, revenue_per_customer, identified_share. Without any: net_revenue, orders, customers, units, avg_order_value.
       * @example [
       *       "net_revenue",
       *       "orders"
       *     ]
       */
      measures?: string[];
      /**
       * @description Of date, weekday, month_of_year, quarter_of_year, week_of_year, is_weekend, is_holiday, holiday, hour, invoice, channel, country, country_code, region, continent, is_eu, product, product_name, category, subcategory, brand, product_family, customer, segment, customer_country, cohort, line_type, identified, unit_price; beside the date, which is always there.
       * @example [
       *       "country"
       *     ]
       */
      dimensions?: string[];
      /**
       * @description Cuts the date: day, week, month, quarter, year, fiscal_quarter, fiscal_year, retail_week, period_445, period_454, retail_quarter, retail_year.
       * @default month
       */
      granularity?: string;
      /**
       * @description The period compared with; one at a time.
       * @example [
       *       "previous_period"
       *     ]
       */
      comparisons?: ('previous_period' | 'same_period_last_year' | 'same_period_last_year_aligned')[];
      /** @description Of the series; what is equal follows by date and dimensions. */
      order?: components['schemas']['SalesAnalyticsOrderDto'][];
      /** @default 1000 */
      limit?: number;
      /**
       * @description Also a daily forecast of the first measure that days have of their own, over the lines that fit, from the last day on.
       * @default false
       */
      include_forecasting?: boolean;
      /**
       * @description Days ahead.
       * @default 28
       */
      forecast_horizon?: number;
    };
    SalesAnalyticsOrderDto: {
      /** @example net_revenue */
      by: string;
      /**
       * @default desc
       * @enum {string}
       */
      direction?: 'asc' | 'desc';
    };
    SalesV2Answer: {
      /** @description Lines with the fields that were asked for. */
      data: components['schemas']['SomeOfSalesLineDto'][];
      pagination: components['schemas']['CursorPaginationDto'];
      /** @description Only with include_aggregations=true. */
      aggregations?: components['schemas']['AggregationsDto'];
      /** @description The filters that were given, as they were given. */
      filters_applied: components['schemas']['ManyFiltersAppliedDto'];
      /** @description Of all lines that fit; null where the engine cannot read this version of gold now. */
      data_quality: components['schemas']['DataQualityDto'] | null;
      /**
       * Format: date
       * @description The day that was asked for.
       */
      as_of: string | null;
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that everything in this answer is of. */
      gold_version: number;
      performance: components['schemas']['PerformanceDto'];
    };
    ScenarioDto: {
      /** @enum {string} */
      name: 'baseline' | 'optimistic' | 'pessimistic';
      /** @description Of every open day, as a share of the baseline. */
      change: number;
      assumption: string;
      /** @description Of the horizon; null where days do not add up. */
      total: number | null;
    };
    SomeOfSalesLineDto: {
      /** Format: uuid */
      sale_id?: string;
      /** @example 536365 */
      invoice_no?: string;
      /**
       * Format: date
       * @description Day of the line, UTC.
       */
      date?: string;
      /**
       * Format: date-time
       * @description Time of the earliest line of the invoice.
       */
      invoice_date?: string;
      /** @enum {string} */
      line_type?: 'sale' | 'return';
      /** @example 85123A */
      stock_code?: string;
      /** @example WHITE HANGING HEART T-LIGHT HOLDER */
      description?: string | null;
      category?: string | null;
      subcategory?: string | null;
      brand?: string | null;
      product_family?: string | null;
      /**
       * @description Negative on returns.
       * @example 6
       */
      quantity?: number;
      /**
       * @description At most 4 decimals.
       * @example 2.55
       */
      unit_price?: number;
      /**
       * @description At most 4 decimals; negative on returns.
       * @example 15.3
       */
      total_amount?: number;
      /**
       * @description Null on anonymous lines.
       * @example 17850
       */
      customer_id?: string | null;
      /**
       * @description Country of the customer; the line has its own.
       * @example United Kingdom
       */
      customer_country?: string | null;
      /** @description RFM segment of the customer now. */
      rfm_segment?: string | null;
      /**
       * @description Country of the line; Unknown where it is not known.
       * @example United Kingdom
       */
      country?: string;
      /**
       * @description ISO 3166-1 alpha-2.
       * @example GB
       */
      country_code?: string | null;
      /**
       * Format: uuid
       * @description On a return, the sale that it most likely returns.
       */
      returned_sale_id?: string | null;
      /**
       * Format: date-time
       * @description When the line was ingested.
       */
      created_at?: string;
      /** @description Run that brought the line. */
      batch_id?: string;
    };
    StepsDto: {
      rows_ms: number;
      summary_ms: number;
      aggregations_ms: number;
    };
    SubmittedTaskDto: {
      /** Format: uuid */
      task_id: string;
      /** @enum {string} */
      status: 'pending' | 'started' | 'success' | 'failure' | 'revoked';
      /** @example /api/v1/tasks/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de/status */
      status_url: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  SalesV2_list: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Lowest amount of a line; returns are negative. Example: `10`. */
        min_amount?: number;
        /** @description Highest amount of a line. Example: `1000`. */
        max_amount?: number;
        line_type?: 'sale' | 'return';
        /** @description Attributes of products and customers as they were on this day (SCD type 2); without it, as they were on the day of each line. Totals and scores of customers have no history and are those of now. Example: `2011-06-30`. */
        as_of?: string;
        /** @description Any of these, with commas between them. Country of the line: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK,US`. */
        countries?: string;
        /** @description Any of these, with commas between them. Each: A stock code; where there is none of that name, the lines whose product description contains the text, whatever its case. Example: `22423,85123A`. */
        products?: string;
        /** @description Any of these, with commas between them. Example: `17850,13047`. */
        customer_ids?: string;
        /** @description Any of these, with commas between them. Example: `536365,536366`. */
        invoice_nos?: string;
        /** @description Fields of a line, with commas between them; all where it is not given: sale_id, invoice_no, date, invoice_date, line_type, stock_code, description, category, subcategory, brand, product_family, quantity, unit_price, total_amount, customer_id, customer_country, rfm_segment, country, country_code, returned_sale_id, created_at, batch_id. Example: `sale_id,date,total_amount`. */
        fields?: string;
        /** @description By date and by amount an index is there; the others look at all lines that fit. */
        sort?:
          | 'date:asc'
          | 'date:desc'
          | 'total_amount:asc'
          | 'total_amount:desc'
          | 'quantity:asc'
          | 'quantity:desc'
          | 'unit_price:asc'
          | 'unit_price:desc';
        /** @description Lines a page. */
        first?: number;
        /** @description pagination.end_cursor of the page before, which had the same filters and the same sort. */
        after?: string;
        /** @description Figures over all lines that fit. */
        include_aggregations?: boolean;
      };
      header?: {
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          /** @description For If-None-Match. */
          ETag?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SalesV2Answer'];
        };
      };
      /** @description The answer that the caller has is the one that it would get. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description No or bad credentials. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too little right. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The request is malformed; one entry a field. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description A part that is needed does not answer. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  SalesAnalytics_analyse: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What is not named has its default. */
    requestBody?: {
      content: {
        'application/json': components['schemas']['SalesAnalyticsDto'] | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SalesAnalyticsAnswer'];
        };
      };
      /** @description The request cannot be read. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description No or bad credentials. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too little right. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is of a type that is not read here. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The request is malformed; one entry a field. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /**
       * @description Too many requests; Retry-After says when to come back.
       *
       *     Too many requests; Retry-After says when to come back.
       */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description A part that is needed does not answer. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Export_export: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same task. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ExportDto'];
      };
    };
    responses: {
      200: {
        headers: {
          'X-Gold-Version'?: number;
          'X-Row-Count'?: number;
          [name: string]: unknown;
        };
        content: {
          'text/csv': string;
          'application/x-ndjson': string;
          'application/vnd.apache.parquet': string;
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': string;
          'application/gzip': string;
          'application/zstd': string;
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubmittedTaskDto'];
        };
      };
      /** @description The request cannot be read. */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description No or bad credentials. */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too little right. */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description It does not fit the state that the thing is in. */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The request is too large. */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The body is of a type that is not read here. */
      415: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description The request is malformed; one entry a field. */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
      /** @description A part that is needed does not answer. */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
}
