// Made from test/contract/openapi.v1.json by npm run generate:contract (openapi-typescript); Apache-2.0, as the rest of Tillhouse.
export interface paths {
  '/.well-known/jwks.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The public keys of our access tokens (RFC 7517) */
    get: operations['Jwks_jwks'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every write and every denied request, newest first */
    get: operations['Audit_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit/verify': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Computes the chain of hashes again, from the first entry to the last */
    get: operations['Audit_verify'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One's own API keys; administrators see those of all */
    get: operations['ApiKeys_list'];
    put?: never;
    /** Makes an API key for a part of what one may do oneself; the key is shown once */
    post: operations['ApiKeys_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/api-keys/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revokes an API key; safe to repeat */
    delete: operations['ApiKeys_revoke'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends the session of the bearer token; other credentials have none */
    post: operations['Auth_logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who the credentials are of, and what they allow */
    get: operations['Auth_me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/password': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Another password for oneself; all sessions end */
    post: operations['Auth_password'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/refresh': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** New tokens for a refresh token; the old one is used up, and a second use ends the session */
    post: operations['Auth_refresh'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/auth/token': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** A token for a user name and password, client credentials or a refresh token (OAuth 2.0) */
    post: operations['Auth_token'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/create': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** New sales lines; a line that is there already is not made again */
    post: operations['Batch_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/delete': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take sales out of gold; their history stays */
    delete: operations['Batch_remove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/failed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Batches that were accepted and could not be written, newest first: of the caller, with users:admin of all */
    get: operations['Batch_failed'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/failed/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A batch that could not be written, with what it asks to write */
    get: operations['Batch_failedBatch'];
    put?: never;
    post?: never;
    /** Drop a batch that could not be written; its items are kept nowhere else */
    delete: operations['Batch_discard'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/failed/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write a batch that could not be written, once more */
    post: operations['Batch_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/limits': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How large a batch may be */
    get: operations['Batch_limits'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/status/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What has become of a batch of the caller */
    get: operations['Batch_status'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/update': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** New values of sales; what an update leaves out stays, and null takes it away */
    put: operations['Batch_update'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/upsert': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sales by sale_id, or by invoice, stock code and line number: changed where they are there, else made */
    post: operations['Batch_upsert'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/batch/validate': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What is wrong with lines, without writing them */
    post: operations['Batch_validate'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/cohorts/analysis': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Customers by the month of their first sale: who comes back, and for how much */
    get: operations['Customers_analysis'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/countries/performance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Countries, ranked */
    get: operations['Dashboard_countries'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/customers/segments': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** RFM segments: how many customers, what they bring, what they are worth */
    get: operations['Customers_bySegment'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/customers/{id}/analytics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One customer: RFM, lifetime value, orders, favourites, churn risk, next purchase */
    get: operations['Customers_one'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/dashboard/overview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * KPIs beside the period before, top products and countries, trend
     * @description Without days, of the last thirty of the facts.
     */
    get: operations['Dashboard_overview'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/drill': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The gold rows behind one cell of an answer, with file and line of each */
    get: operations['Semantic_rows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every measure and dimension that can be asked for */
    get: operations['Semantic_metrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/metrics/business': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The numbers by which the business is run, beside those of the period before */
    get: operations['Dashboard_metrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/products/performance': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Products, ranked */
    get: operations['Dashboard_products'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/query': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Measures by dimensions
     * @description One statement over one version of gold; docs/datamart.md has examples.
     */
    post: operations['Semantic_query'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/sales/analytics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sales from period to period, without gaps, with their totals */
    get: operations['Dashboard_analytics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/datamart/trends/seasonal': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What comes again with month, quarter, weekday and hour */
    get: operations['Dashboard_seasonal'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/lineage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is made of what: tables and columns, from the SQL of the models */
    get: operations['Etl_lineage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Runs, newest first */
    get: operations['Runs_runs'];
    put?: never;
    /** Bring files in: those below configured folders, or uploaded ones */
    post: operations['Runs_start'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A run: its stages, files, rows, quality, gate, tables, timings and lineage */
    get: operations['Runs_run'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a blocked run in */
    post: operations['Runs_approve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Cancel a run: at once where it waits, within seconds where it runs; not once it commits */
    post: operations['Runs_cancel'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a run goes on, as server-sent events: its state now, each change, and the final state */
    get: operations['Runs_events'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}/reject': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Keep a blocked run out for good */
    post: operations['Runs_reject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/runs/{id}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Do a failed or cancelled run again, as a new run */
    post: operations['Runs_retry'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/schedules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Schedules: those of the sources file, and those kept here */
    get: operations['Schedules_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/schedules/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Create or replace a schedule */
    put: operations['Schedules_put'];
    post?: never;
    /** Remove a schedule */
    delete: operations['Schedules_remove'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/tables': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tables of the lake with their columns */
    get: operations['Etl_tables'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/tables/{name}/rows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Some rows of a table */
    get: operations['Etl_rows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/etl/trace/{sale_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A sale from gold to silver to the line of the file that brought it */
    get: operations['Etl_trace'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How each part is; degraded is not down */
    get: operations['Health_whole'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health/live': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process answers; otherwise it is to be started again */
    get: operations['Health_live'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health/ready': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Requests may be sent here; 503 where a part is down that they need, and while it ends */
    get: operations['Health_ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/health/startup': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The start is over; 503 until then */
    get: operations['Health_startup'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/anomalies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Days that stand out, and what made them */
    get: operations['Insights_anomalies'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/baskets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is bought together: rules with support, confidence and lift */
    get: operations['Insights_baskets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/churn': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How likely each customer stays away, most value at risk first */
    get: operations['Insights_churn'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/clusters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Kinds of customers by what they do */
    get: operations['Insights_clusters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/lifetime-value': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Orders and value that each customer will bring, by BG/NBD and Gamma-Gamma */
    get: operations['Insights_lifetimeValue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/segment-movement': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How customers moved between RFM segments, month by month */
    get: operations['Insights_movement'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/{customer_id}/outlook': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What one customer will do */
    get: operations['Insights_customer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/customers/{customer_id}/recommendations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Products that customers with a similar history bought */
    get: operations['Insights_forCustomer'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/features': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every feature of the tables that the task run_advanced_analytics writes */
    get: operations['Insights_catalogue'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/forecast': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Daily forecasts with bounds, scenarios and the backtest behind them
     * @description Up to 20 series; the task run_advanced_analytics takes 500.
     */
    post: operations['Forecast_forecast'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/products/classes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** ABC and XYZ classes of products, with hints for the stock */
    get: operations['Insights_classes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/products/elasticity': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the price does to the units sold, with its standard error */
    get: operations['Insights_elasticity'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/products/{stock_code}/recommendations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Products that are bought together with a product */
    get: operations['Insights_together'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/insights/seasonality': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The shape of weeks and months, and days around holidays */
    get: operations['Insights_seasonality'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/privacy/erasures': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Erasures, newest first; whom they were of is not known any more */
    get: operations['Erasures_list'];
    put?: never;
    /** Erase a customer for good, by a run: from bronze to gold, from former versions, and from lines to come */
    post: operations['Erasures_erase'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/dimensions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The six dimensions, what they mean and the counts behind them */
    get: operations['Quality_dimensions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/profiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is in the columns of a table of the lake */
    get: operations['Quality_profiles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Lines that break a rule, as they came, with their reasons */
    get: operations['Quarantine_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine/discard': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take quarantined lines out for good, with a reason; bronze keeps them */
    post: operations['QuarantineWork_discard'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine/fix': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give quarantined lines new values; a line that breaks a rule still is refused */
    post: operations['QuarantineWork_fix'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine/fix-by-rule': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Give all quarantined lines that a filter finds the same values */
    post: operations['QuarantineWork_fixByRule'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine/replay': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Judge quarantined lines anew, by the rules and reference data of now */
    post: operations['QuarantineWork_replay'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/quarantine/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How many lines break a rule, by rule, file and batch */
    get: operations['Quarantine_summary'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/recommendations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What to do about what was measured, the worst first */
    get: operations['Quality_recommendations'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/rules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The rules for lines, and what a batch must meet to change gold */
    get: operations['Quality_rules'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/scores': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How good each batch was and what the gate said, newest first */
    get: operations['Quality_scores'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/quality/trends': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Score and dimensions over time */
    get: operations['Quality_trends'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sales': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Sales lines, filtered, sorted, by page
     * @description A page and its total are of the same version of gold.
     */
    get: operations['Sales_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sales/{sale_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One sale with its product, customer, invoice and country */
    get: operations['Sales_show'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Products, customers, invoices and sales lines by words
     * @description Misspellings, beginnings, other forms and synonyms are found too; each result says why.
     */
    get: operations['Search_find'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/advanced': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** All filters together, in a body */
    post: operations['Search_advanced'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/enhanced': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same, filtered by category, segment, amounts and days */
    get: operations['Search_enhanced'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/faceted': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The same with counts by category, country, segment, price and month, unless others are asked for */
    get: operations['Search_faceted'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/filters/available': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Fields to filter, sort and count by, with the values that there are */
    get: operations['Search_available'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/geographic': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * In a country, a circle or a box; by the coordinates of countries
     * @description Counts by country come with it. A product is where it was sold.
     */
    get: operations['Search_geographic'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/reindex': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Makes the indexes anew, while those that are there answer */
    post: operations['Search_reindex'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/suggestions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How what is being typed may go on */
    get: operations['Search_suggest'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/search/typesense': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The same with Typesense's filter_by, sort_by and facets
     * @description `backend` says which index answered: without Typesense it is the embedded one, in the same syntax.
     */
    get: operations['Search_typesense'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tasks of the caller, newest first; those of all with users:admin */
    get: operations['Tasks_list'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/submit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask for work that takes longer than a request */
    post: operations['Tasks_submit'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Cancel a task: at once where it waits, within a second where it is worked on */
    delete: operations['Tasks_cancel'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}/files/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A file of a task, by a link of its status */
    get: operations['Tasks_file'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/tasks/{id}/status': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How a task goes on, and what came of it */
    get: operations['Tasks_status'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Users by name */
    get: operations['Users_list'];
    put?: never;
    /** Makes a user */
    post: operations['Users_create'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/users/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One user */
    get: operations['Users_find'];
    put?: never;
    post?: never;
    /** Removes a user with their sessions and API keys; the audit log keeps what they did */
    delete: operations['Users_remove'];
    options?: never;
    head?: never;
    /** Changes a user; the last active administrator stays one */
    patch: operations['Users_change'];
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Metrics for Prometheus */
    get: operations['Metrics_text'];
    put?: never;
    post?: never;
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
    AdvancedSearchDto: {
      /**
       * @description Words, or `*` for everything.
       * @example *
       */
      query: string;
      /**
       * @description By words, by the meaning of products, or by both.
       * @default lexical
       * @enum {string}
       */
      mode?: 'lexical' | 'semantic' | 'hybrid';
      kinds?: ('product' | 'customer' | 'invoice' | 'sale')[];
      filters?: components['schemas']['FiltersDto'];
      /** @description In Typesense's syntax; beside `filters`. */
      filter_by?: string;
      /** @example price:asc */
      sort_by?: string;
      facet_fields?: (
        | 'kind'
        | 'category'
        | 'subcategory'
        | 'brand'
        | 'product_family'
        | 'country'
        | 'customer_segment'
        | 'price'
        | 'total'
        | 'last_date'
        | 'is_cancelled'
      )[];
      /** @default 10 */
      facet_values?: number;
      /** @default 1 */
      page?: number;
      /** @default 20 */
      size?: number;
    };
    AnalyticsAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @enum {string} */
      granularity: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';
      /** @description Oldest first, without gaps. */
      data: components['schemas']['SalesPeriodDto'][];
      /** @description Of the whole; customers and orders do not add up. */
      totals: components['schemas']['SalesFiguresDto'];
    };
    AnomaliesAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['AnomaliesDataDto'];
    };
    AnomaliesDataDto: {
      /** @enum {string} */
      measure: 'net_revenue' | 'gross_revenue' | 'units' | 'orders';
      /** @description Before the limit. */
      found: number;
      /** @description Farthest from what is usual first. */
      anomalies: components['schemas']['AnomalyDto'][];
      /**
       * @description When the shop does not sell, as its days show it.
       * @example [
       *       "never sells on Saturday"
       *     ]
       */
      closing_rules: string[];
    };
    AnomalyDto: {
      /** Format: date */
      date: string;
      /** @enum {string} */
      kind: 'high' | 'low' | 'unexpectedly_closed' | 'unexpectedly_open';
      /** @description Of the measure: revenue in the currency of inputs, units or orders. */
      value: number;
      /** @description Median of the same weekdays around it; 0 where the shop is usually closed. */
      expected: number;
      /** @description Distance from expected in robust standard deviations; null of a day that is unexpectedly closed or open. */
      score: number | null;
      /** @description What made it, in words. */
      reasons: string[];
    };
    ApiKeyDto: {
      /** @example th_4Kq0TnVb7ZcWm2Xe */
      id: string;
      name: string;
      /**
       * Format: uuid
       * @description The user who made it. It can do no more than they may.
       */
      owner_id: string;
      permissions: (
        | 'sales:read'
        | 'sales:write'
        | 'etl:read'
        | 'etl:run'
        | 'etl:approve'
        | 'quality:read'
        | 'quality:write'
        | 'search:admin'
        | 'metrics:read'
        | 'users:admin'
        | 'audit:read'
        | 'privacy:erase'
      )[];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: date-time */
      revoked_at: string | null;
      /**
       * Format: date-time
       * @description To the minute.
       */
      last_used_at: string | null;
    };
    ApiKeysAnswer: {
      data: components['schemas']['ApiKeyDto'][];
      pagination: components['schemas']['Pagination'];
    };
    AskedRunDto: {
      run_id: string;
      /** @enum {string} */
      status:
        'queued' | 'running' | 'published' | 'blocked' | 'rejected' | 'no_new_data' | 'failed' | 'cancelled';
      /** @example /api/v1/etl/runs/20261124T045500-07b1a2b3c */
      status_url: string;
      /** @example /api/v1/etl/runs/20261124T045500-07b1a2b3c/events */
      events_url: string;
    };
    AuditAnswer: {
      data: components['schemas']['AuditEntryDto'][];
      /** @description For `before`, to read on; null at the end. */
      next_before: number | null;
    };
    AuditEntryDto: {
      seq: number;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      actor_kind: 'user' | 'api_key' | 'external' | 'anonymous';
      actor_id: string | null;
      actor_name: string | null;
      /** @description Address of the client. */
      address: string;
      method: string;
      /** @description The route, with the names of its parameters; empty where there is none. */
      route: string;
      /** @description What was asked for, without the query. */
      path: string;
      status: number;
      correlation_id: string;
      previous_hash: string;
      /** @description SHA-256 of the previous hash and this entry. */
      hash: string;
    };
    AuditVerificationAnswer: {
      valid: boolean;
      /** @description Entries that were looked at. */
      entries: number;
      /** @description The first that does not follow from those before it. */
      first_bad_seq: number | null;
      /** @description Hash of the last good entry. Kept elsewhere, it tells later whether the end was cut off. */
      head_hash: string;
    };
    AvailableFilterDto: {
      /** @example category */
      field: string;
      /** @enum {string} */
      type: 'string' | 'string[]' | 'number' | 'date' | 'boolean';
      description: string;
      /** @description Which documents have it. */
      kinds: string[];
      /**
       * @description In filter_by, after the colon.
       * @example [
       *       "",
       *       "=",
       *       "!",
       *       "!="
       *     ]
       */
      operators: string[];
      sortable: boolean;
      /** @description The hundred most frequent; null where it is not counted. */
      values: components['schemas']['FacetValueDto'][] | null;
    };
    AvailableFiltersAnswer: {
      filters: components['schemas']['AvailableFilterDto'][];
      /** @description Version of gold that the index shows. */
      gold_version: number;
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
    BasketRuleDto: {
      /**
       * @description Stock code: who buys this …
       * @example 22697
       */
      antecedent: string;
      /**
       * @description … buys this too.
       * @example 22699
       */
      consequent: string;
      /** @description Sale invoices with both. */
      invoices: number;
      /** @description Of all invoices, those with both. */
      support: number;
      /** @description Of the invoices with the antecedent, those with the consequent too. */
      confidence: number;
      /** @description Confidence over the share of all invoices that hold the consequent; 1 is chance. */
      lift: number;
      /** @description Support less that of chance, as a share of all invoices. */
      leverage: number;
      /** @description (1 − share of the consequent) ÷ (1 − confidence); 1 is chance, null where the rule was never broken. */
      conviction: number | null;
      /** @description As the product is called now. */
      antecedent_name: string | null;
      /** @description As the product is called now. */
      consequent_name: string | null;
    };
    BasketsAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['BasketsDataDto'];
    };
    BasketsDataDto: {
      /** @description Sale invoices with goods. */
      invoices: number;
      /** @description Goods in them. */
      products: number;
      /** @description Pairs that fit min_support. */
      pairs: number;
      /** @description Rules that fit min_confidence too, before the limit. */
      rules_found: number;
      /** @description Strongest lift first. */
      rules: components['schemas']['BasketRuleDto'][];
    };
    BatchCountDto: {
      run_id: string;
      /** Format: date-time */
      ingested_at: string;
      lines: number;
    };
    BatchCountsDto: {
      /** @description Rows that came: the others together. */
      bronze: number;
      silver: number;
      quarantined: number;
      /** @description Copies of lines of this batch or an earlier one. */
      duplicates: number;
      /** @description Corrected or deleted before they came. */
      superseded: number;
      /** @description Deletions in force. */
      operations: number;
    };
    BatchDto: {
      /** Format: uuid */
      batch_id: string;
      /** @enum {string} */
      operation: 'create' | 'update' | 'upsert' | 'delete' | 'fix' | 'replay' | 'discard';
      /**
       * @description Accepted batches are durable and will be written; of completed ones the next read shows all.
       * @enum {string}
       */
      status: 'accepted' | 'processing' | 'completed' | 'failed';
      total_requested: number;
      successful: number;
      failed: number;
      errors: components['schemas']['BatchItemErrorDto'][];
      /** @description Of completed batches. */
      results: components['schemas']['BatchItemResultDto'][];
      /** @description Why a batch failed as a whole. */
      error: components['schemas']['BatchFailureDto'] | null;
      /** @description From its acceptance to its end, or until now. */
      processing_time_ms: number;
      /** @description The run that writes it, with others of its time. */
      run_id: string | null;
      /** @description Version of gold that shows it first; null where no run judged it so far. */
      gold_version: number | null;
      /** @example /api/v1/batch/status/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de */
      status_url: string;
    };
    BatchFailureDto: {
      message: string;
      hint: string | null;
    };
    BatchItemErrorDto: {
      /** @description Place of the item in the request, from 0. */
      index: number;
      /** @description Null where it is about the whole item. */
      field: string | null;
      /**
       * @description A rule of GET /api/v1/quality/rules, or not_found, ambiguous_key, deleted, missing_value, not_quarantined.
       * @example zero_price
       */
      reason: string;
      message: string;
    };
    BatchItemResultDto: {
      index: number;
      /** Format: uuid */
      sale_id: string;
      /** @enum {string} */
      status: 'created' | 'updated' | 'unchanged' | 'deleted' | 'quarantined';
    };
    BatchScoreDto: {
      /** @description Run that brought the batch. */
      run_id: string;
      /** @description Version of the lake in which the batch came. */
      version: number;
      /** Format: date-time */
      finished_at: string;
      /**
       * @description What has become of it; a blocked one waits for a person.
       * @enum {string}
       */
      status: 'accepted' | 'blocked' | 'rejected';
      /** @description Base names of its files. */
      files: string[];
      score: number;
      dimensions: components['schemas']['DimensionSharesDto'];
      /** @description As the run counted when the batch came. */
      counts: components['schemas']['BatchCountsDto'];
      duplicates_within_batch: number;
      copies_of_earlier_lines: number;
      gate: components['schemas']['GateVerdictDto'];
      /** @description Quarantined lines by rule; a line can break several. */
      reasons: {
        [key: string]: number;
      };
      /** @description Remarks on lines that were kept, by name. */
      warnings: {
        [key: string]: number;
      };
    };
    BgNbdDto: {
      log_likelihood: number;
      /** @description The search for the parameters came to rest. */
      is_converged: boolean;
      r: number;
      /** @description In weeks. */
      alpha: number;
      a: number;
      b: number;
    };
    BoughtTogetherAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['BoughtTogetherDataDto'];
    };
    BoughtTogetherDataDto: {
      /**
       * @description That was asked for, in capitals.
       * @example 22423
       */
      stock_code: string;
      /** @description Sale invoices with it. */
      invoices: number;
      /** @description By lift × √invoices, largest first. */
      recommendations: components['schemas']['BoughtTogetherDto'][];
    };
    BoughtTogetherDto: {
      /** @example 22423 */
      stock_code: string;
      /**
       * @description As the product is called now; null where it was never told.
       * @example REGENCY CAKESTAND 3 TIER
       */
      description: string | null;
      /** @description How many times as often together as by chance. */
      lift: number;
      /** @description Sale invoices with both. */
      invoices: number;
      /** @description Of the invoices with the product that was asked for, those with this one too. */
      confidence: number;
    };
    BoxDto: {
      south: number;
      west: number;
      north: number;
      east: number;
    };
    BusinessAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @description The period before. */
      compared: components['schemas']['DaysDto'] | null;
      metrics: components['schemas']['BusinessMetricDto'][];
    };
    BusinessMetricDto: {
      /** @example Net revenue */
      label: string;
      /** @description Null where nothing tells it. */
      value: number | null;
      /** @description Of the period before. */
      compared: number | null;
      /** @description (now − then) ÷ |then|; null where only then is 0. */
      change: number | null;
      /** @enum {string} */
      unit: 'currency' | 'count' | 'units' | 'share' | 'days';
      /** @example net_revenue */
      name: string;
      description: string;
    };
    BuyingModelDto: {
      /** @description Of orders. */
      bg_nbd: components['schemas']['BgNbdDto'];
      /** @description Of the value of orders; null where too few customers came back. */
      gamma_gamma: components['schemas']['GammaGammaDto'] | null;
    };
    CatalogueAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      measures: components['schemas']['DatamartMeasureDto'][];
      dimensions: components['schemas']['DatamartDimensionDto'][];
      granularities: components['schemas']['DatamartGranularityDto'][];
      comparisons: components['schemas']['DescribedNameDto'][];
      operators: string[];
      /** @description First and last day of the facts. */
      facts: components['schemas']['DaysDto'] | null;
    };
    ChurnAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['ChurnDataDto'];
    };
    ChurnDataDto: {
      /** @description Entries of all pages. */
      total: number;
      /**
       * @description Days ahead.
       * @example 90
       */
      days: number;
      /** @description Customers of whom no order comes within the days. */
      expected_to_stay_away: number;
      /** @description Of the model of 90 days before; null where the history is too short. */
      test: components['schemas']['OutlookTestDto'] | null;
      /** @description Highest value_at_risk first, those without one last. */
      customers: components['schemas']['CustomerAtRiskDto'][];
    };
    ChurnRiskDto: {
      score: number;
      /**
       * @description From 0.5 medium, from 0.8 high.
       * @enum {string}
       */
      level: 'low' | 'medium' | 'high';
      days_since_last_purchase: number;
      typical_gap_days: number;
      /**
       * @description Whose gaps: of somebody who bought on one day alone, the median of all others.
       * @enum {string}
       */
      based_on: 'customer' | 'all_customers';
      method: string;
    };
    CircleDto: {
      lat: number;
      lng: number;
      radius_km: number;
    };
    ClassedProductDto: {
      /** @example 22423 */
      stock_code: string;
      /**
       * @description As the product is called now; null where it was never told.
       * @example REGENCY CAKESTAND 3 TIER
       */
      description: string | null;
      /** @description Net, in the currency of inputs. */
      revenue: number;
      /** @description Of the revenue of all, with this product and those above it. */
      cumulative_share: number;
      /**
       * @description By revenue.
       * @enum {string}
       */
      abc: 'A' | 'B' | 'C';
      /**
       * @description By how steadily it sells.
       * @enum {string}
       */
      xyz: 'X' | 'Y' | 'Z';
      /** @description Mean of units sold a week, since the first sale. */
      weekly: number;
      /** @description Standard deviation of units sold a week. */
      deviation: number;
      /** @description deviation ÷ weekly; null where weekly is 0. */
      variation: number | null;
      /** @description From the first sale on, with weeks without one. */
      weeks: number;
      inventory: components['schemas']['InventoryDto'];
    };
    ClusterDto: {
      customers: number;
      /** @description Of all customers. */
      share: number;
      means: components['schemas']['ClusterFeaturesDto'];
      medians: components['schemas']['ClusterFeaturesDto'];
      /**
       * @description Where it differs most from all, in words; none where it does not.
       * @example [
       *       "spend much",
       *       "many orders"
       *     ]
       */
      traits: string[];
      /** @description Ids of the customers nearest to its middle. */
      examples: string[];
    };
    ClusterFeaturesDto: {
      /** @description Days since the last sale. */
      recency_days: number;
      /** @description Sale invoices. */
      orders: number;
      /** @description In the currency of inputs. */
      net_revenue: number;
      /** @description Different ones. */
      products: number;
      /** @description Of the value of sales, what was returned; 1 at most. */
      returned_share: number;
      units_per_order: number;
    };
    ClustersAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['ClustersDataDto'];
    };
    ClustersDataDto: {
      /** @description Clusters. */
      k: number;
      /** @description How clear the clusters are: 1 clear, 0 none. */
      silhouette: number;
      /** @description Of which the clearest was taken. */
      tried: components['schemas']['TriedClustersDto'][];
      /** @description That were looked at; of more than 50,000 an even part. */
      customers: number;
      /** @description Largest first. */
      clusters: components['schemas']['ClusterDto'][];
    };
    CohortDto: {
      /**
       * @description Month of the first sale.
       * @example 2010-12
       */
      cohort: string;
      customers: number;
      periods: components['schemas']['CohortPeriodDto'][];
    };
    CohortPeriodDto: {
      /** @description Months since the first sale. */
      month: number;
      /** @description With a sale in it. */
      customers: number;
      /** @description Of the customers of month 0. */
      retention: number;
      /** @description Net. */
      revenue: number;
      /** @description Of the revenue of month 0. */
      revenue_retention: number | null;
    };
    CohortsAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      cohorts: components['schemas']['CohortDto'][];
      /** @description Of all cohorts that have got so far, by their customers. */
      average_retention: components['schemas']['RetentionDto'][];
    };
    ColumnDto: {
      name: string;
      type: string;
      description: string | null;
    };
    ColumnProfileDto: {
      name: string;
      /**
       * @description Type in the lake.
       * @example decimal(18,4)
       */
      type: string;
      nulls: number;
      /** @description Null where there is no row. */
      null_share: number | null;
      /** @description Different values, nulls not among them. */
      distinct: number;
      /**
       * @description What distinct values and quantiles are.
       * @enum {string}
       */
      method: 'exact' | 'approximate';
      /** @description As text; at most 200 characters. */
      min: string | null;
      /** @description As text; at most 200 characters. */
      max: string | null;
      /** @description Of numbers; null for other columns, and where there is no value. */
      quantiles: components['schemas']['QuantilesDto'] | null;
      /** @description The ten most frequent values; none where every value is there once. */
      top_values: components['schemas']['TopValueDto'][];
    };
    ColumnRefDto: {
      table: string;
      column: string;
    };
    ComparedDaysDto: {
      /** Format: date */
      from: string;
      /**
       * Format: date
       * @description Included.
       */
      to: string;
      /** @enum {string} */
      mode: 'previous_period' | 'same_period_last_year' | 'same_period_last_year_aligned';
      /** @description How days are set beside each other. */
      description: string;
    };
    ComparedDto: {
      name: string;
      /** @description Mean of the errors of days and of weeks over what was sold, in the windows; lower is better. */
      score: number;
    };
    ComponentDto: {
      /**
       * @description `disabled`: not configured, or not part of this program.
       * @enum {string}
       */
      status: 'up' | 'degraded' | 'down' | 'disabled';
      /** @description Figures that tell why. */
      details?: {
        [key: string]: unknown;
      };
    };
    ConfidenceDto: {
      /** @enum {string} */
      level: 'high' | 'medium' | 'low';
      reason: string;
    };
    CorrectionDto: {
      /** @example chrismas */
      from: string;
      /** @example christmas */
      to: string;
    };
    CountriesAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @description The period before. */
      compared: components['schemas']['DaysDto'] | null;
      /** @description What rows are ranked by. */
      metric: string;
      /** @description Net, of all that fit. */
      total_revenue: number;
      data: components['schemas']['CountryPerformanceDto'][];
    };
    CountryPerformanceDto: {
      rank: number;
      /** @description Net. */
      revenue: number;
      gross_revenue: number;
      /** @description Negative. */
      returns_value: number;
      return_rate: number;
      /** @description Sold less returned. */
      units: number;
      orders: number;
      customers: number;
      avg_order_value: number;
      /** @description Of total_revenue. */
      revenue_share: number;
      /** @description To the period before; null where there was nothing, or no days were named. */
      revenue_change: number | null;
      country: string;
      country_code: string | null;
      region: string | null;
      continent: string | null;
    };
    CreateBatchDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      /**
       * @description Items that break a rule fail; else they are written, and go to quarantine.
       * @default true
       */
      validate_items?: boolean;
      items: components['schemas']['LineValuesDto'][];
    };
    CustomerAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      customer_id: string;
      country: string | null;
      /**
       * Format: date
       * @description Last day of the facts.
       */
      as_of: string;
      totals: components['schemas']['CustomerTotalsDto'];
      /** @description Null without a sale. */
      rfm: components['schemas']['CustomerRfmDto'] | null;
      lifetime_value: components['schemas']['LifetimeValueDto'] | null;
      /** @description Null where nothing tells a gap. */
      churn_risk: components['schemas']['ChurnRiskDto'] | null;
      next_purchase: components['schemas']['NextPurchaseDto'] | null;
      /** @description The last ten, newest first. */
      recent_orders: components['schemas']['CustomerOrderDto'][];
      /** @description Ten, by orders that hold them, then by amount. */
      favourite_products: components['schemas']['FavouriteDto'][];
    };
    CustomerAtRiskDto: {
      /** @example 17850 */
      customer_id: string;
      /** @description That the customer still buys at all; 1 of who bought on one day alone. */
      alive_probability: number;
      /** @description Days with an order, within the days. */
      expected_orders: number;
      /** @description That no order comes within the days. */
      churn_probability: number;
      /** @description churn_probability × the value of one order. Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell. */
      value_at_risk: number | null;
    };
    CustomerOffersAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['CustomerOffersDataDto'];
    };
    CustomerOffersDataDto: {
      /** @example 17850 */
      customer_id: string;
      /** @description Different goods so far. */
      products_bought: number;
      similar_customers: number;
      /** @description Highest score first; none where nobody is similar. */
      recommendations: components['schemas']['OfferDto'][];
      /** @description Of offers to all customers alike. */
      offline_test: components['schemas']['OfferTestDto'];
    };
    CustomerOrderDto: {
      invoice_no: string;
      /** Format: date */
      date: string;
      lines: number;
      units: number;
      amount: number;
    };
    CustomerOutlookAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['CustomerOutlookDataDto'];
    };
    CustomerOutlookDataDto: {
      /** @example 17850 */
      customer_id: string;
      /** @description That the customer still buys at all; 1 of who bought on one day alone. */
      alive_probability: number;
      /** @description Days with an order, within the days. */
      expected_orders: number;
      /** @description Of one order. Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell. */
      expected_order_value: number | null;
      /** @description expected_orders × expected_order_value. Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell. */
      expected_value: number | null;
      /**
       * @description Days ahead.
       * @example 90
       */
      days: number;
      /** @description That no order comes within the days. */
      churn_probability: number;
      /** @description Of the model of 90 days before; null where the history is too short. */
      test: components['schemas']['OutlookTestDto'] | null;
    };
    CustomerRfmDto: {
      recency_days: number;
      /** @description Sale invoices. */
      frequency: number;
      /** @description Net. */
      monetary: number;
      /** @description 5 is best. */
      recency_score: number;
      frequency_score: number;
      monetary_score: number;
      /** @enum {string} */
      segment:
        | 'Champions'
        | 'Loyal Customers'
        | 'Big Spenders'
        | 'New Customers'
        | 'Potential Loyalists'
        | 'Cannot Lose Them'
        | 'At Risk'
        | 'Hibernating'
        | 'Others';
    };
    CustomerTotalsDto: {
      net_revenue: number;
      /** @description Negative. */
      returns_value: number;
      return_rate: number;
      orders: number;
      units_sold: number;
      avg_order_value: number;
      /** Format: date */
      first_purchase: string | null;
      /** Format: date */
      last_purchase: string | null;
    };
    CustomerValueAheadDto: {
      /** @example 17850 */
      customer_id: string;
      /** @description That the customer still buys at all; 1 of who bought on one day alone. */
      alive_probability: number;
      /** @description Days with an order, within the days. */
      expected_orders: number;
      /** @description Of one order. Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell. */
      expected_order_value: number | null;
      /** @description expected_orders × expected_order_value. Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell. */
      expected_value: number | null;
    };
    DatamartDimensionDto: {
      /** @example country */
      name: string;
      label: string;
      description: string;
      /** @enum {string} */
      type: 'text' | 'integer' | 'number' | 'boolean' | 'date';
      /** @description It filters, and groups nothing. */
      only_filters: boolean;
    };
    DatamartGranularityDto: {
      /** @example month */
      name: string;
      label: string;
      description: string;
      /** @example 2011-05 */
      example: string;
    };
    DatamartMeasureDto: {
      /** @example net_revenue */
      name: string;
      label: string;
      description: string;
      /** @enum {string} */
      unit: 'currency' | 'count' | 'units' | 'share' | 'days';
      /** @enum {string} */
      format: 'money' | 'integer' | 'decimal' | 'percent';
      /**
       * @description Whether values of parts may be added up: over all dimensions, over time alone, or not.
       * @enum {string}
       */
      additivity: 'additive' | 'over_time' | 'none';
      /** @description It is null, and not 0, where nothing tells it. */
      nullable: boolean;
      /** @description Of other measures, or of the columns of a line. */
      formula: string;
      /** @description The measures that it is made of. */
      parts: string[];
    };
    DateRangeDto: {
      /**
       * Format: date
       * @description First day.
       */
      from?: string;
      /**
       * Format: date
       * @description Last day, included.
       */
      to?: string;
    };
    DaysDto: {
      /** Format: date */
      from: string;
      /**
       * Format: date
       * @description Included.
       */
      to: string;
    };
    DecisionDto: {
      /** @description Kept in the record of the new run. */
      reason?: string;
    };
    DeleteBatchDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      ids: string[];
      /**
       * @description Deleted sales leave gold; bronze keeps the lines, and the sale can be created again. Nothing else is on offer: a person is erased by POST /api/v1/privacy/erasures.
       * @default true
       * @enum {boolean}
       */
      soft_delete?: true;
      /** @description Kept beside the deletion. */
      reason?: string;
    };
    DescribedNameDto: {
      name: string;
      description: string;
    };
    DimensionDto: {
      /** @enum {string} */
      name: 'completeness' | 'accuracy' | 'consistency' | 'uniqueness' | 'validity' | 'timeliness';
      /** @description Share of the score. */
      weight: number;
      /** @description Null where there is no row. */
      value: number | null;
      /** @description What it is the share of. */
      means: string;
      /**
       * @description What `good` and `all` count.
       * @enum {string}
       */
      unit: 'cells' | 'rows';
      good: number;
      all: number;
    };
    DimensionSharesDto: {
      completeness: number;
      accuracy: number;
      consistency: number;
      uniqueness: number;
      validity: number;
      timeliness: number;
    };
    DimensionsAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      /** @enum {string} */
      scope: 'newest' | 'accepted';
      /** @description The newest batch; null for all accepted ones. */
      run_id: string | null;
      batches: number;
      rows: number;
      score: number | null;
      data: components['schemas']['DimensionDto'][];
    };
    DiscardLinesDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      ids?: string[];
      /** @description Instead of ids: the first 1,000 lines that it finds. */
      filter?: components['schemas']['QuarantineFilterDto'];
      /** @description Kept beside the deletion. */
      reason: string;
    };
    DrillAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @description Newest first. */
      data: components['schemas']['DrilledRowDto'][];
      pagination: components['schemas']['Pagination'];
    };
    DrillSourceDto: {
      /** @example sales-2011-05-03.csv */
      file: string;
      /** @description Data row in the file, from 1. */
      row: number;
      /** @description Line of the text, or row of the sheet. */
      line: number | null;
      /** @description Run that brought the line. */
      batch_id: string;
    };
    DrilledRowDto: {
      /** Format: uuid */
      sale_id: string;
      /** Format: date */
      date: string;
      invoice_no: string;
      stock_code: string;
      description: string | null;
      customer_id: string | null;
      country: string;
      /** @enum {string} */
      line_type: 'sale' | 'return';
      quantity: number;
      unit_price: number;
      total_amount: number;
      /** @description The line that it came from. */
      source: components['schemas']['DrillSourceDto'] | null;
    };
    ElasticityAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['ElasticityDataDto'];
    };
    ElasticityDataDto: {
      /** @description Highest revenue first. */
      products: (
        components['schemas']['EstimatedElasticityDto'] | components['schemas']['UnestimatedElasticityDto']
      )[];
      /** @description Of products, those with is_estimable. */
      estimable: number;
      /** @description Stock codes that were asked for and not sold. */
      not_found: string[];
    };
    EraseCustomerDto: {
      /**
       * @description The customer as the sources write it.
       * @example 17850
       */
      customer_id: string;
    };
    ErasureCountsDto: {
      /** @description Keyed hash of the customer id. */
      fingerprint: string;
      /** @description Lines that lost their customer, in blocked and rejected batches too. */
      lines: number;
    };
    ErasureDto: {
      /** @example 20261124T045500-07b1a2b3c */
      run_id: string;
      /**
       * @description Keyed hash of the customer, all that is kept.
       * @example kmed1x2.3f5a…
       */
      fingerprint: string;
      /**
       * @description `cleaning`: the newest version is without the customer, former ones are being deleted.
       * @enum {string}
       */
      status: 'queued' | 'running' | 'failed' | 'cancelled' | 'cleaning' | 'done';
      /** @description Id of who asked, as in the audit log; null for the command line. */
      asked_by: string | null;
      /** Format: date-time */
      erased_at: string | null;
      /** @description Lines that lost their customer. */
      lines: number | null;
      /**
       * Format: date-time
       * @description When former versions were gone.
       */
      cleaned_at: string | null;
    };
    ErasuresAnswer: {
      data: components['schemas']['ErasureDto'][];
      pagination: components['schemas']['Pagination'];
    };
    EstimatedElasticityDto: {
      /** @example 22423 */
      stock_code: string;
      /**
       * @description As the product is called now; null where it was never told.
       * @example REGENCY CAKESTAND 3 TIER
       */
      description: string | null;
      /** @description Gross, in the currency of inputs. */
      revenue: number;
      /** @description With a sale. */
      weeks: number;
      /** @description Standard deviation of ln(price) over the weeks. */
      price_variation: number;
      /** @enum {boolean} */
      is_estimable: true;
      /**
       * @description Per cent by which units change where the price rises by one per cent.
       * @example -1.8
       */
      elasticity: number;
      /** @description Robust to unequal variance (HC1). */
      standard_error: number;
      lower_95: number;
      upper_95: number;
      /** @description Of the variance of ln(units), what the regression explains. */
      r_squared: number;
      /**
       * @description elastic: units fall by more than the price rises; unclear: the interval holds −1 or 0.
       * @enum {string}
       */
      verdict: 'elastic' | 'inelastic' | 'unclear' | 'positive';
    };
    ExpectedSumsDto: {
      /** @description Days with an order. */
      purchases: number;
      /** @description Gross, in the currency of inputs; customers without a value count 0. */
      value: number;
      /** @description Customers who still buy at all. */
      alive: number;
      /** @description Customers of whom an order comes within the days. */
      coming: number;
    };
    FacetValueDto: {
      /** @example Christmas */
      value: string;
      count: number;
      /** @description Of a range; null where it is open. */
      min?: number | null;
      /** @description Not included. */
      max?: number | null;
    };
    FailedBatchDto: {
      /** Format: uuid */
      batch_id: string;
      /** @enum {string} */
      operation: 'create' | 'update' | 'upsert' | 'delete' | 'fix' | 'replay' | 'discard';
      /**
       * @description Accepted batches are durable and will be written; of completed ones the next read shows all.
       * @enum {string}
       */
      status: 'accepted' | 'processing' | 'completed' | 'failed';
      total_requested: number;
      successful: number;
      failed: number;
      errors: components['schemas']['BatchItemErrorDto'][];
      /** @description Of completed batches. */
      results: components['schemas']['BatchItemResultDto'][];
      /** @description Why a batch failed as a whole. */
      error: components['schemas']['BatchFailureDto'] | null;
      /** @description From its acceptance to its end, or until now. */
      processing_time_ms: number;
      /** @description The run that writes it, with others of its time. */
      run_id: string | null;
      /** @description Version of gold that shows it first; null where no run judged it so far. */
      gold_version: number | null;
      /** @example /api/v1/batch/status/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de */
      status_url: string;
      /** @description What it asks to write, in its order; null for items that were refused when it came. */
      items: ({
        [key: string]: unknown;
      } | null)[];
    };
    FailedBatchesAnswer: {
      data: components['schemas']['BatchDto'][];
    };
    FavouriteDto: {
      stock_code: string;
      description: string | null;
      category: string | null;
      /** @description Orders that hold it. */
      orders: number;
      units: number;
      amount: number;
    };
    FeatureCatalogue: {
      data: components['schemas']['FeatureTableDto'][];
    };
    FeatureDto: {
      /** @example recency_days */
      name: string;
      description: string;
    };
    FeatureTableDto: {
      /** @enum {string} */
      entity: 'customers' | 'products';
      /** @example customer_id */
      key: string;
      features: components['schemas']['FeatureDto'][];
    };
    FieldError: {
      /** @example size */
      field: string;
      /** @example size must not be greater than 100 */
      reason: string;
    };
    FileCountDto: {
      file: string;
      lines: number;
    };
    FileOutcomeDto: {
      name: string;
      path: string;
      /** @enum {string} */
      status: 'ingested' | 'already_accepted' | 'waiting_for_approval' | 'refused';
      rows: number;
      /** @description Null where the file could not be read. */
      sha256: string | null;
      /** @description Remarks, or why the file was refused and what to do. */
      notes: string[];
    };
    FiltersAppliedDto: {
      /** @example UK */
      country?: string;
      /**
       * Format: date
       * @example 2011-01-01
       */
      date_from?: string;
      /** Format: date */
      date_to?: string;
      product?: string;
      customer_id?: string;
      invoice_no?: string;
      min_amount?: number;
      max_amount?: number;
      /** @enum {string} */
      line_type?: 'sale' | 'return';
    };
    FiltersDto: {
      /** @description Names, ISO 3166 codes or aliases. */
      country?: string[];
      /** @description Categories of products. */
      category?: string[];
      /** @description Subcategories of products. */
      subcategory?: string[];
      /** @description Brands of products. */
      brand?: string[];
      /** @description RFM segments of customers. */
      customer_segment?: string[];
      /** @description Customers, and their invoices. */
      customer_id?: string[];
      /** @description Price of a unit. */
      price_range?: components['schemas']['RangeDto'];
      /** @description Net amount. */
      total_range?: components['schemas']['RangeDto'];
      /** @description Sold between these days. */
      date_range?: components['schemas']['DateRangeDto'];
      /** @description Countries in a circle. */
      near?: components['schemas']['CircleDto'];
      /** @description Countries in a box; over the date line where west is greater than east. */
      box?: components['schemas']['BoxDto'];
    };
    FixByRuleDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      filter: components['schemas']['QuarantineFilterDto'];
      /** @description The values that all of them get. */
      set: components['schemas']['LineValuesDto'];
    };
    FixLinesDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      fixes: components['schemas']['UpdateLineDto'][];
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
    ForecastDto: {
      /**
       * @description As GET /api/v1/datamart/metrics defines it.
       * @default net_revenue
       * @enum {string}
       */
      measure?:
        | 'net_revenue'
        | 'gross_revenue'
        | 'returns_value'
        | 'identified_revenue'
        | 'units'
        | 'units_sold'
        | 'units_returned'
        | 'sale_lines'
        | 'return_lines'
        | 'lines'
        | 'orders'
        | 'cancellations'
        | 'customers'
        | 'buyers';
      /**
       * @description A series for each of some values; without it, one for the whole.
       * @enum {string}
       */
      dimension?:
        | 'country'
        | 'region'
        | 'continent'
        | 'product'
        | 'category'
        | 'subcategory'
        | 'brand'
        | 'customer'
        | 'segment'
        | 'customer_country'
        | 'channel';
      /**
       * @description Values of the dimension.
       * @example [
       *       "UK",
       *       "Germany"
       *     ]
       */
      values?: string[];
      /**
       * @description Without values: those with the most of the measure.
       * @default 5
       */
      top?: number;
      /**
       * @description Days ahead.
       * @default 28
       */
      horizon?: number;
      /**
       * Format: date
       * @description Nothing after this day is known to the forecast; without it, all is.
       */
      date_to?: string;
      /**
       * @description Assumed change of all days in the optimistic scenario, as a share: 0.1 is a tenth more. Without it, from the backtest.
       * @example 0.1
       */
      optimistic_change?: number;
      /**
       * @description As optimistic_change.
       * @example -0.15
       */
      pessimistic_change?: number;
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
    FormerLineDto: {
      /**
       * @description Null for a line, which is no correction.
       * @enum {string|null}
       */
      operation: 'update' | 'delete' | null;
      /** @example sales-2011-05-03.csv */
      file: string;
      row: number;
      line: number | null;
      batch_id: string;
      /** Format: date-time */
      ingested_at: string;
    };
    GammaGammaDto: {
      log_likelihood: number;
      /** @description The search for the parameters came to rest. */
      is_converged: boolean;
      p: number;
      q: number;
      /** @description In the currency of inputs. */
      v: number;
      /** @description Of orders and their mean value; the model assumes 0. */
      correlation: number;
    };
    GateThresholdsDto: {
      /** @description Smaller batches are not judged. */
      min_rows: number;
      min_score: number;
      max_quarantined_percent: number;
      max_duplicates_percent: number;
    };
    GateVerdictDto: {
      passed: boolean;
      /** @description False where the batch was too small to judge. */
      judged: boolean;
      /** @description Why it did not pass, one sentence a threshold. */
      reasons: string[];
    };
    GoldTotalsDto: {
      fact_rows: number;
      /**
       * @description Decimal text.
       * @example 8911407.9040
       */
      net_revenue: string;
      /** @example GBP */
      currency: string;
    };
    HealthAnswer: {
      /**
       * @description Down only where a part is down without which requests cannot be answered.
       * @enum {string}
       */
      status: 'up' | 'degraded' | 'down';
      /**
       * @description Version of the program.
       * @example 0.1.0
       */
      version: string;
      /**
       * @description What NODE_ENV says.
       * @example production
       */
      environment: string;
      /**
       * @description Seconds since the process started.
       * @example 86400.5
       */
      uptime: number;
      /** @description Each part by its name: database, queue, lake, warehouse, cache, search, external_apis, … */
      components: {
        [key: string]: components['schemas']['ComponentDto'];
      };
      metrics: components['schemas']['HealthMetricsDto'];
    };
    HealthMetricsDto: {
      /**
       * @description Seconds since the process started.
       * @example 86400.5
       */
      uptime_seconds: number;
      /**
       * @description Over the last minute.
       * @example 12.5
       */
      requests_per_second: number;
      /**
       * @description Mean over the last minute; null where nobody asked.
       * @example 4.2
       */
      avg_response_time_ms: number | null;
    };
    HighlightDto: {
      /** @example title */
      field: string;
      /**
       * @description HTML: what met is in <mark>, everything else escaped.
       * @example DISCO BALL <mark>CHRISTMAS</mark> <mark>DECORATION</mark>
       */
      snippet: string;
    };
    HolidayIndexDto: {
      /**
       * @description Mean of its open days over what is usual: 1 is usual.
       * @example 1.12
       */
      index: number;
      /** @description Of index; null of a single day. */
      standard_error: number | null;
      /** @description Open days that it is of. */
      days: number;
      /** @enum {string} */
      period:
        | 'on a holiday'
        | 'up to three days before a holiday'
        | 'up to three days after a holiday'
        | 'other days';
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
    InventoryDto: {
      /** @description Units on the shelf at which to order: demand of the lead time, and safety_stock. */
      reorder_point: number;
      /** @description Units against the variation of the demand. */
      safety_stock: number;
      /** @description What the class suggests, in words. */
      policy: string;
    };
    KpiDto: {
      /** @example Net revenue */
      label: string;
      /** @description Null where nothing tells it. */
      value: number | null;
      /** @description Of the period before. */
      compared: number | null;
      /** @description (now − then) ÷ |then|; null where only then is 0. */
      change: number | null;
      /** @enum {string} */
      unit: 'currency' | 'count' | 'units' | 'share' | 'days';
    };
    LifetimeValueAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['LifetimeValueDataDto'];
    };
    LifetimeValueDataDto: {
      /** @description Entries of all pages. */
      total: number;
      /**
       * @description Days ahead.
       * @example 90
       */
      days: number;
      /** @description Of all customers together, within the days. */
      expected: components['schemas']['ExpectedSumsDto'];
      model: components['schemas']['BuyingModelDto'];
      /** @description Of the model of 90 days before; null where the history is too short. */
      test: components['schemas']['OutlookTestDto'] | null;
      /** @description Highest expected_value first. */
      customers: components['schemas']['CustomerValueAheadDto'][];
    };
    LifetimeValueDto: {
      value: number;
      avg_order_value: number;
      orders_per_year: number;
      active_days: number;
      lifespan_years: number;
      method: string;
    };
    LimitsAnswer: {
      min_items: number;
      max_items: number;
      /** @description Batches with more items are answered 202 at once. */
      sync_items: number;
      max_body_bytes: number;
      operations: string[];
    };
    LineOriginDto: {
      /** @description Base name of the file. */
      file: string;
      /** @description SHA-256 of the file. */
      file_hash: string;
      /** @description Data row in the file, from 1. */
      row: number;
      /** @description Line of the text or row of the sheet, where there is one. */
      line: number | null;
      /** @description Run that brought the line. */
      run_id: string;
      /** Format: date-time */
      ingested_at: string;
    };
    LineValuesDto: {
      /**
       * @description Needed. Invoice; C… is a return.
       * @example 581587
       */
      invoice_no?: (string | null) | number;
      /**
       * @description Needed. Product or service.
       * @example 85123A
       */
      stock_code?: (string | null) | number;
      /**
       * @description Description.
       * @example WHITE HANGING HEART T-LIGHT HOLDER
       */
      description?: string | null;
      /**
       * @description Needed. Whole units, not 0; negative on a return.
       * @example 6
       */
      quantity?: (string | null) | number;
      /**
       * @description Needed. Price of one unit, a plain decimal above 0.
       * @example 2.55
       */
      unit_price?: (string | null) | number;
      /**
       * @description Needed. ISO 8601; no offset means UTC. At most 24 hours ahead.
       * @example 2011-12-09T12:50:00Z
       */
      invoice_date?: string | null;
      /**
       * @description Customer; none for an anonymous sale.
       * @example 17850
       */
      customer_id?: (string | null) | number;
      /**
       * @description Name, ISO code or usual alias.
       * @example United Kingdom
       */
      country?: string | null;
      /**
       * @description Tells equal lines of an invoice apart.
       * @example 1
       */
      line_no?: (string | null) | number;
    };
    LineageAnswer: {
      tables: components['schemas']['LineageTableDto'][];
      edges: components['schemas']['LineageEdgeDto'][];
      columns: components['schemas']['LineageColumnDto'][];
    };
    LineageColumnDto: {
      table: string;
      column: string;
      /** @description What it is computed from; empty for a constant. */
      from: components['schemas']['ColumnRefDto'][];
    };
    LineageEdgeDto: {
      from: string;
      to: string;
    };
    LineageTableDto: {
      name: string;
      /** @description `source` is what no model makes: reference data, rows of the files. */
      layer: string;
    };
    MatchDto: {
      /**
       * @description Words of the query.
       * @example xmas
       */
      term: string;
      /**
       * @description Where they were met.
       * @example title
       */
      field: string;
      /** @example CHRISTMAS */
      text: string;
      /**
       * @description form: another form of the word, as a plural; prefix: the beginning (of a code: a part); typo: misspelt.
       * @enum {string}
       */
      how: 'exact' | 'form' | 'synonym' | 'prefix' | 'typo';
    };
    MeAnswer: {
      /** @enum {string} */
      kind: 'user' | 'api_key' | 'external';
      /** @example user:6f1c1f0e-8a52-4f5e-9d47-3f3f8f0c5b11 */
      id: string;
      /** @example admin */
      name: string;
      roles: ('viewer' | 'analyst' | 'operator' | 'admin')[];
      permissions: (
        | 'sales:read'
        | 'sales:write'
        | 'etl:read'
        | 'etl:run'
        | 'etl:approve'
        | 'quality:read'
        | 'quality:write'
        | 'search:admin'
        | 'metrics:read'
        | 'users:admin'
        | 'audit:read'
        | 'privacy:erase'
      )[];
    };
    MethodDto: {
      /** @example association_rules */
      name: string;
      description: string;
      parameters?: {
        [key: string]: unknown;
      };
    };
    MonthIndexDto: {
      /**
       * @description Mean of its open days over what is usual: 1 is usual.
       * @example 1.12
       */
      index: number;
      /** @description Of index; null of a single day. */
      standard_error: number | null;
      /** @description Open days that it is of. */
      days: number;
      /** @example 2011-05 */
      period: string;
    };
    MovedSegmentDto: {
      /** @enum {string} */
      segment:
        | 'Champions'
        | 'Loyal Customers'
        | 'Big Spenders'
        | 'New Customers'
        | 'Potential Loyalists'
        | 'Cannot Lose Them'
        | 'At Risk'
        | 'Hibernating'
        | 'Others';
      /** @description At the end. */
      customers: number;
      /** @description From other segments; new customers are not among them. */
      came: number;
      /** @description To other segments. */
      left: number;
    };
    NearWordsDto: {
      /**
       * @description A word of the query.
       * @example feline
       */
      term: string;
      /**
       * @description The nearest word of the title.
       * @example CAT
       */
      text: string;
      /** @example 0.64 */
      similarity: number;
    };
    NewApiKeyAnswer: {
      /** @example th_4Kq0TnVb7ZcWm2Xe */
      id: string;
      name: string;
      /**
       * Format: uuid
       * @description The user who made it. It can do no more than they may.
       */
      owner_id: string;
      permissions: (
        | 'sales:read'
        | 'sales:write'
        | 'etl:read'
        | 'etl:run'
        | 'etl:approve'
        | 'quality:read'
        | 'quality:write'
        | 'search:admin'
        | 'metrics:read'
        | 'users:admin'
        | 'audit:read'
        | 'privacy:erase'
      )[];
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      expires_at: string | null;
      /** Format: date-time */
      revoked_at: string | null;
      /**
       * Format: date-time
       * @description To the minute.
       */
      last_used_at: string | null;
      /** @description The whole key, for the header X-API-Key. It is told here and never again. */
      key: string;
    };
    NewApiKeyRequest: {
      /** @example till of shop 7 */
      name: string;
      /**
       * @example [
       *       "sales:read"
       *     ]
       */
      permissions: (
        | 'sales:read'
        | 'sales:write'
        | 'etl:read'
        | 'etl:run'
        | 'etl:approve'
        | 'quality:read'
        | 'quality:write'
        | 'search:admin'
        | 'metrics:read'
        | 'users:admin'
        | 'audit:read'
        | 'privacy:erase'
      )[];
      /**
       * Format: date-time
       * @description Without it the key does not expire.
       */
      expires_at?: string | null;
    };
    NewUserRequest: {
      /** @example ann */
      username: string;
      /**
       * Format: password
       * @example correct horse battery staple
       */
      password: string;
      /**
       * @example [
       *       "analyst"
       *     ]
       */
      roles: ('viewer' | 'analyst' | 'operator' | 'admin')[];
      /** @example Ann Example */
      full_name?: string | null;
      /**
       * Format: email
       * @example ann@example.org
       */
      email?: string | null;
    };
    NextPurchaseDto: {
      /** Format: date */
      estimated_date: string;
      overdue_days: number;
    };
    NotForecastDto: {
      value: string;
      reason: string;
    };
    OfferDto: {
      /** @example 22423 */
      stock_code: string;
      /**
       * @description As the product is called now; null where it was never told.
       * @example REGENCY CAKESTAND 3 TIER
       */
      description: string | null;
      /** @description Sum of the similarities (cosine, 0 to 1) of those who bought it. */
      score: number;
      /** @description Of the similar customers. */
      similar_buyers: number;
    };
    OfferTestDto: {
      /**
       * Format: date
       * @description Last day that the offers were made from.
       */
      known_until: string;
      /** @description Days after it in which a purchase is a hit. */
      days: number;
      /** @description Who were tested; 0 where the history is too short. */
      customers: number;
      /** @description To each of them. */
      offers: number;
      /** @description Of the customers, who bought one of the offers for the first time. */
      hit_rate: number;
      /** @description The same, of as many of the most popular products. */
      popular_hit_rate: number;
    };
    OriginDto: {
      /** @example sales-2011-05-03.csv */
      file: string;
      file_sha256: string;
      /** @description Data row in the file, from 1. */
      row: number;
      /** @description Line of the text, or row of the sheet. */
      line: number | null;
      /** @description Run that brought the line. */
      batch_id: string;
      /** Format: date-time */
      ingested_at: string;
      /**
       * Format: date-time
       * @description The time that the line itself names.
       */
      line_date: string;
      /** @description The description that the line itself has. */
      description: string | null;
      line_no: string | null;
      /** @description What said before what the sale is, newest first; GET /api/v1/etl/trace/{sale_id} has the rows. */
      former: components['schemas']['FormerLineDto'][];
    };
    OriginalCellsDto: {
      invoice_no: string | null;
      stock_code: string | null;
      description: string | null;
      quantity: string | null;
      invoice_date: string | null;
      unit_price: string | null;
      customer_id: string | null;
      country: string | null;
      line_no: string | null;
    };
    OutlookFifthDto: {
      /** @description Mean probability of staying away, as foretold. */
      expected: number;
      /** @description Of them, who stayed away. */
      actual: number;
      customers: number;
    };
    OutlookTestDto: {
      /** @description The last ones, which the model did not know. */
      days: number;
      /** @description Known before these days. */
      customers: number;
      /** @description Days with an order, of all customers. */
      purchases_expected: number;
      /** @description Days with an order, of all customers. */
      purchases_actual: number;
      /** @description Brier score of the probability of staying away: 0 is perfect, 0.25 a coin. */
      brier: number;
      /** @description Brier score of giving everybody the share of all who stayed away. */
      brier_of_share: number;
      /** @description Customers by their probability of staying away, lowest first. */
      fifths: components['schemas']['OutlookFifthDto'][];
      /** @description How often one who stayed away had a higher probability of it than one who came (AUC); null where all did the same. */
      auc: number | null;
    };
    OverviewAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @description The period before. */
      compared: components['schemas']['DaysDto'] | null;
      /** @description By name: total_revenue, gross_revenue, return_rate, total_orders, total_units, unique_customers, new_customers, repeat_customers, avg_order_value, items_per_order. */
      kpis: {
        [key: string]: components['schemas']['KpiDto'];
      };
      top_products: components['schemas']['TopProductDto'][];
      top_countries: components['schemas']['TopCountryDto'][];
      trend: components['schemas']['TrendDto'];
    };
    Pagination: {
      /** @example 1 */
      page: number;
      /** @example 20 */
      size: number;
      /**
       * @description Entries of all pages.
       * @example 397924
       */
      total: number;
      /** @example 19897 */
      pages: number;
      has_next: boolean;
      has_prev: boolean;
    };
    PartOfMonthIndexDto: {
      /**
       * @description Mean of its open days over what is usual: 1 is usual.
       * @example 1.12
       */
      index: number;
      /** @description Of index; null of a single day. */
      standard_error: number | null;
      /** @description Open days that it is of. */
      days: number;
      /** @enum {string} */
      period: 'days 1 to 7' | 'days 8 to 23' | 'days 24 to 31';
    };
    PasswordRequest: {
      /** Format: password */
      current_password: string;
      /** Format: password */
      new_password: string;
    };
    ProbeAnswer: {
      /** @enum {string} */
      status: 'up' | 'down';
      /**
       * @description Why it is down.
       * @example database is down
       */
      reason?: string;
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
    ProductClassDto: {
      /** @enum {string} */
      class: 'AX' | 'AY' | 'AZ' | 'BX' | 'BY' | 'BZ' | 'CX' | 'CY' | 'CZ';
      products: number;
      /** @description Net, in the currency of inputs. */
      revenue: number;
      /** @description Of the net revenue of all; below 0 where more was returned than sold. 0 where that of all is 0. */
      revenue_share: number;
    };
    ProductClassesAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['ProductClassesDataDto'];
    };
    ProductClassesDataDto: {
      /** @description Entries of all pages. */
      total: number;
      /** @description Those that occur, whatever class was asked for. */
      classes: components['schemas']['ProductClassDto'][];
      /** @description Highest revenue first. */
      products: components['schemas']['ClassedProductDto'][];
    };
    ProductPerformanceDto: {
      rank: number;
      /** @description Net. */
      revenue: number;
      gross_revenue: number;
      /** @description Negative. */
      returns_value: number;
      return_rate: number;
      /** @description Sold less returned. */
      units: number;
      orders: number;
      customers: number;
      avg_order_value: number;
      /** @description Of total_revenue. */
      revenue_share: number;
      /** @description To the period before; null where there was nothing, or no days were named. */
      revenue_change: number | null;
      stock_code: string;
      description: string | null;
      category: string | null;
    };
    ProductsAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      /** @description The period before. */
      compared: components['schemas']['DaysDto'] | null;
      /** @description What rows are ranked by. */
      metric: string;
      /** @description Net, of all that fit. */
      total_revenue: number;
      data: components['schemas']['ProductPerformanceDto'][];
    };
    ProfileAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      table: string;
      /** @enum {string} */
      layer: 'bronze' | 'silver' | 'gold' | 'mart';
      rows: number;
      columns: components['schemas']['ColumnProfileDto'][];
    };
    ProgressDto: {
      done: number;
      /** @description 0 where it is not known. */
      total: number;
    };
    PutScheduleDto: {
      /**
       * @description Cron expression of five or six fields.
       * @example *\/15 * * * *
       */
      cron: string;
      /**
       * @description IANA name.
       * @default UTC
       * @example Europe/London
       */
      time_zone?: string;
      /** @description A source of TILLHOUSE_SOURCES; else `paths`. */
      source?: string;
      /** @description Absolute files, folders or globs below the folders of TILLHOUSE_RUN_ROOTS. */
      paths?: string[];
      /** @default true */
      enabled?: boolean;
    };
    QuantilesDto: {
      p05: number;
      p25: number;
      p50: number;
      p75: number;
      p95: number;
    };
    QuarantineAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      /** @description Newest batch first, then by file and row. */
      data: components['schemas']['QuarantinedLineDto'][];
      pagination: components['schemas']['Pagination'];
      filters_applied: {
        [key: string]: string;
      };
    };
    QuarantineFilterDto: {
      /**
       * @description Rule that the lines break.
       * @enum {string}
       */
      reason?:
        | 'missing_invoice'
        | 'missing_stock_code'
        | 'invalid_quantity'
        | 'invalid_price'
        | 'zero_price'
        | 'invalid_date'
        | 'negative_quantity_without_cancellation'
        | 'positive_quantity_on_cancellation'
        | 'accounting_adjustment';
      /** @description Base name of the file. */
      file?: string;
      /** @description Run that brought the lines. */
      run_id?: string;
      /** @description Stock code, without regard to case. */
      stock_code?: string;
      /** @description Invoice, without regard to case. */
      invoice_no?: string;
      /**
       * Format: date
       * @description First day of ingestion, UTC.
       */
      ingested_from?: string;
      /**
       * Format: date
       * @description Last day of ingestion, UTC.
       */
      ingested_to?: string;
    };
    QuarantineReasonDto: {
      /** @enum {string} */
      code:
        | 'missing_invoice'
        | 'missing_stock_code'
        | 'invalid_quantity'
        | 'invalid_price'
        | 'zero_price'
        | 'invalid_date'
        | 'negative_quantity_without_cancellation'
        | 'positive_quantity_on_cancellation'
        | 'accounting_adjustment';
      sentence: string;
      /** @description What to do about it. */
      action: string;
    };
    QuarantineSummaryAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      lines: number;
      /** @description Most lines first. */
      by_reason: components['schemas']['ReasonCountDto'][];
      /** @description Files that have such lines. */
      files: number;
      /** @description The 100 with the most lines. */
      by_file: components['schemas']['FileCountDto'][];
      /** @description Batches that have such lines. */
      batches: number;
      /** @description The newest 100. */
      by_batch: components['schemas']['BatchCountDto'][];
      filters_applied: {
        [key: string]: string;
      };
    };
    QuarantineWorkDto: {
      /** Format: uuid */
      batch_id: string;
      /** @enum {string} */
      operation: 'create' | 'update' | 'upsert' | 'delete' | 'fix' | 'replay' | 'discard';
      /**
       * @description Accepted batches are durable and will be written; of completed ones the next read shows all.
       * @enum {string}
       */
      status: 'accepted' | 'processing' | 'completed' | 'failed';
      total_requested: number;
      successful: number;
      failed: number;
      errors: components['schemas']['BatchItemErrorDto'][];
      /** @description Of completed batches. */
      results: components['schemas']['BatchItemResultDto'][];
      /** @description Why a batch failed as a whole. */
      error: components['schemas']['BatchFailureDto'] | null;
      /** @description From its acceptance to its end, or until now. */
      processing_time_ms: number;
      /** @description The run that writes it, with others of its time. */
      run_id: string | null;
      /** @description Version of gold that shows it first; null where no run judged it so far. */
      gold_version: number | null;
      /** @example /api/v1/batch/status/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de */
      status_url: string;
      /** @description Lines that the filter found beyond the thousand of this batch; ask again for these. */
      remaining: number;
    };
    QuarantinedLineDto: {
      /**
       * Format: uuid
       * @description Id that the line has by what it says.
       */
      sale_id: string;
      /** @description All rules that it breaks. */
      reasons: components['schemas']['QuarantineReasonDto'][];
      cells: components['schemas']['OriginalCellsDto'];
      origin: components['schemas']['LineOriginDto'];
    };
    RangeDto: {
      /** @example 10 */
      min?: number;
      /** @example 1000 */
      max?: number;
    };
    ReasonCountDto: {
      /** @enum {string} */
      code:
        | 'missing_invoice'
        | 'missing_stock_code'
        | 'invalid_quantity'
        | 'invalid_price'
        | 'zero_price'
        | 'invalid_date'
        | 'negative_quantity_without_cancellation'
        | 'positive_quantity_on_cancellation'
        | 'accounting_adjustment';
      sentence: string;
      /** @description What to do about it. */
      action: string;
      /** @description Lines that break it; a line can break several. */
      lines: number;
    };
    RecommendationDto: {
      /**
       * @description Rule, warning or measure that it is about.
       * @example zero_price
       */
      code: string;
      /**
       * @description High from 5% on, medium from 1% on.
       * @enum {string}
       */
      severity: 'high' | 'medium' | 'low';
      /**
       * @description The number of the report that says so.
       * @example reasons.zero_price
       */
      measure: string;
      affected: number;
      /**
       * @description What `affected` counts.
       * @enum {string}
       */
      of: 'rows' | 'kept lines' | 'invoices';
      /** @description Null for invoices, which are not counted in all. */
      share: number | null;
      /** @description What was found. */
      finding: string;
      /** @description The way out. */
      action: string;
    };
    RecommendationsAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      /** @enum {string} */
      scope: 'newest' | 'accepted';
      /** @description The newest batch; null for all accepted ones. */
      run_id: string | null;
      batches: number;
      rows: number;
      /** @description The worst first. */
      data: components['schemas']['RecommendationDto'][];
    };
    RefreshRequest: {
      /** @description The newest one of the session; it is good for one use. */
      refresh_token: string;
    };
    ReplayLinesDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      ids?: string[];
      /** @description Instead of ids: the first 1,000 lines that it finds. */
      filter?: components['schemas']['QuarantineFilterDto'];
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
    RetentionDto: {
      month: number;
      retention: number;
    };
    RowCountsDto: {
      /** @description Rows that came: the others together. */
      bronze: number;
      silver: number;
      quarantined: number;
      duplicates: number;
      /** @description A later operation has taken their place. */
      superseded: number;
      /** @description Deletions in force. */
      operations: number;
    };
    RuleDto: {
      /** @example zero_price */
      code: string;
      /**
       * @description Errors send a line to quarantine.
       * @enum {string}
       */
      kind: 'error' | 'warning';
      /**
       * @description Dimension of the score in which an error counts.
       * @enum {string|null}
       */
      dimension: 'accuracy' | 'validity' | null;
      sentence: string;
      /** @description What to do about it. */
      action: string;
    };
    RulesAnswer: {
      data: components['schemas']['RuleDto'][];
      /** @description What a batch must meet to change gold. */
      gate: components['schemas']['GateThresholdsDto'];
    };
    RunDto: {
      /** @example 20261124T045500-07b1a2b3c */
      run_id: string;
      /** @enum {string} */
      kind: 'run' | 'write' | 'approve' | 'reject' | 'rebuild' | 'erase';
      /** @enum {string} */
      status:
        'queued' | 'running' | 'published' | 'blocked' | 'rejected' | 'no_new_data' | 'failed' | 'cancelled';
      /** @description Version of the lake that the run made. */
      version: number | null;
      /** @description The configured source or schedule that asked; null for people. */
      source: string | null;
      /** @description Null where the record is forgotten. */
      request: components['schemas']['RunRequestDto'] | null;
      /** @description How often it was begun. */
      attempts: number | null;
      /** Format: date-time */
      created_at: string | null;
      /** Format: date-time */
      started_at: string | null;
      /** Format: date-time */
      finished_at: string | null;
      /** Format: date-time */
      cancel_requested_at: string | null;
      duration_ms: number | null;
      /** @description Why it failed. */
      error: components['schemas']['RunErrorDto'] | null;
      stages: components['schemas']['StageDto'][];
      files: components['schemas']['FileOutcomeDto'][];
      /** @description Null where there is no report. */
      counts: components['schemas']['RowCountsDto'] | null;
      /** @description Of all accepted batches together. */
      lake_counts: components['schemas']['RowCountsDto'] | null;
      /** @description Null where no rows came. */
      quality: components['schemas']['RunQualityDto'] | null;
      /** @description Quarantined lines by the rule that they break; a line can break several. */
      reasons: {
        [key: string]: number;
      };
      /** @description Lines by warning. */
      warnings: {
        [key: string]: number;
      };
      gate: components['schemas']['RunGateDto'] | null;
      /**
       * @description Months that were computed again.
       * @example [
       *       "2011-12"
       *     ]
       */
      months: string[];
      /** @description What it wrote, by table. */
      tables: {
        [key: string]: components['schemas']['TableOutcomeDto'];
      };
      audits_passed: number | null;
      /** @description The facts after the run. */
      gold: components['schemas']['GoldTotalsDto'] | null;
      /** @description Of an erasure. */
      erasure: components['schemas']['ErasureCountsDto'] | null;
      /** @description Milliseconds by step. */
      timings: {
        [key: string]: number;
      };
      lineage: components['schemas']['RunLineageDto'];
    };
    RunErrorDto: {
      /** @example invalid */
      kind: string;
      message: string;
      hint: string | null;
    };
    RunGateDto: {
      passed: boolean;
      /** @description False where the batch was too small to judge. */
      judged: boolean;
      /** @description Why it did not pass, one sentence a threshold. */
      reasons: string[];
    };
    RunLineageDto: {
      /** @description Tables that those are made of. */
      reads: string[];
      writes: string[];
    };
    RunQualityDto: {
      completeness: number;
      accuracy: number;
      consistency: number;
      uniqueness: number;
      validity: number;
      timeliness: number;
      score: number;
      duplicates_within_batch: number;
      copies_of_earlier_lines: number;
    };
    RunRequestDto: {
      paths: string[] | null;
      mapping: {
        [key: string]: unknown;
      } | null;
      /** @description The blocked run that is decided on. */
      run: string | null;
      /** @description Why it is decided so. */
      reason: string | null;
      /** @description The run of which this is another try. */
      retry_of: string | null;
    };
    RunSummaryDto: {
      run_id: string;
      /** @enum {string} */
      kind: 'run' | 'write' | 'approve' | 'reject' | 'rebuild' | 'erase';
      /** @enum {string} */
      status:
        'queued' | 'running' | 'published' | 'blocked' | 'rejected' | 'no_new_data' | 'failed' | 'cancelled';
      /** @description Version of the lake that the run made. */
      version: number | null;
      /** Format: date-time */
      finished_at: string | null;
      files: number;
      /** @description Bronze rows of the batch. */
      rows: number;
      /** @description Quality score, 0 to 100. */
      score: number | null;
      /** @description Why it failed. */
      error: string | null;
    };
    RunsAnswer: {
      data: components['schemas']['RunSummaryDto'][];
      /** @description Null on the last page. */
      next_cursor: string | null;
    };
    SaleAnswer: {
      data: components['schemas']['SaleDto'];
      /** Format: date */
      as_of: string | null;
      /** @example GBP */
      currency: string;
      gold_version: number;
    };
    SaleCountryDto: {
      /** @description 0 where the country is not known. */
      country_key: string;
      /** @example United Kingdom */
      country: string;
      /** @example GB */
      country_code: string | null;
      region: string | null;
      continent: string | null;
      is_eu_member: boolean | null;
    };
    SaleCustomerDto: {
      /**
       * Format: date
       * @description First day of this version; 1900-01-01 for the first one.
       */
      valid_from: string;
      /**
       * Format: date
       * @description First day of the next version; 9999-12-31 for the current one.
       */
      valid_to: string;
      is_current: boolean;
      /** @example 1 */
      version: number;
      customer_key: string;
      customer_id: string;
      country: string | null;
      /**
       * Format: date
       * @description Day of the first sale.
       */
      registration_date: string | null;
      total_orders: number | null;
      total_spent: number | null;
      avg_order_value: number | null;
      lifetime_value: number | null;
      recency_score: number | null;
      frequency_score: number | null;
      monetary_score: number | null;
      rfm_segment: string | null;
    };
    SaleDto: {
      /** Format: uuid */
      sale_id: string;
      /** Format: date */
      date: string;
      /** @enum {string} */
      line_type: 'sale' | 'return';
      quantity: number;
      unit_price: number;
      total_amount: number;
      batch_id: string;
      /** Format: date-time */
      created_at: string;
      product: components['schemas']['SaleProductDto'];
      /** @description Null on anonymous lines. */
      customer: components['schemas']['SaleCustomerDto'] | null;
      invoice: components['schemas']['SaleInvoiceDto'];
      country: components['schemas']['SaleCountryDto'];
      /** @description On a return, the sale that it most likely returns. */
      returned_sale: components['schemas']['SaleLinkDto'] | null;
      /** @description Returns of this sale, the first hundred. */
      returns: components['schemas']['SaleLinkDto'][];
      returns_total: number;
      /** @description Warnings of the quality rules. missing_description is told of the product on that day, and of the line itself with trace=true. */
      quality_flags: (
        | 'missing_customer'
        | 'missing_description'
        | 'unknown_country'
        | 'unknown_stock_code_shape'
        | 'several_customers_or_countries_on_invoice'
      )[];
      /** @description Only with trace=true. */
      origin?: components['schemas']['OriginDto'];
    };
    SaleInvoiceDto: {
      invoice_key: string;
      invoice_no: string;
      /**
       * Format: date-time
       * @description Time of its earliest line.
       */
      invoice_date: string;
      /** @description A cancellation (C…). */
      is_cancelled: boolean;
      /** @description Net amount of its valid lines. */
      invoice_total: number;
    };
    SaleLinkDto: {
      /** Format: uuid */
      sale_id: string;
      invoice_no: string;
      /** Format: date */
      date: string;
      quantity: number;
      total_amount: number;
    };
    SaleProductDto: {
      /**
       * Format: date
       * @description First day of this version; 1900-01-01 for the first one.
       */
      valid_from: string;
      /**
       * Format: date
       * @description First day of the next version; 9999-12-31 for the current one.
       */
      valid_to: string;
      is_current: boolean;
      /** @example 1 */
      version: number;
      /**
       * @description A number of more than 53 bits.
       * @example 603219478213409812
       */
      product_key: string;
      stock_code: string;
      description: string | null;
      category: string | null;
      subcategory: string | null;
      brand: string | null;
      product_family: string | null;
    };
    SalesAnswer: {
      data: components['schemas']['SalesLineDto'][];
      pagination: components['schemas']['Pagination'];
      /** @description The filters that were given, as they were given. */
      filters_applied: components['schemas']['FiltersAppliedDto'];
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
      /**
       * @description Version of gold that data and total are of; 0 before anything was published.
       * @example 12
       */
      gold_version: number;
    };
    SalesFiguresDto: {
      /** @description Net, returns included. */
      total_revenue: number;
      gross_revenue: number;
      /** @description Negative. */
      returns_value: number;
      total_orders: number;
      total_units: number;
      /** @description Identified ones, of sales or returns. */
      unique_customers: number;
      new_customers: number;
      repeat_customers: number;
      avg_order_value: number;
    };
    SalesLineDto: {
      /** Format: uuid */
      sale_id: string;
      /** @example 536365 */
      invoice_no: string;
      /**
       * Format: date
       * @description Day of the line, UTC.
       */
      date: string;
      /**
       * Format: date-time
       * @description Time of the earliest line of the invoice.
       */
      invoice_date: string;
      /** @enum {string} */
      line_type: 'sale' | 'return';
      /** @example 85123A */
      stock_code: string;
      /** @example WHITE HANGING HEART T-LIGHT HOLDER */
      description: string | null;
      category: string | null;
      subcategory: string | null;
      brand: string | null;
      product_family: string | null;
      /**
       * @description Negative on returns.
       * @example 6
       */
      quantity: number;
      /**
       * @description At most 4 decimals.
       * @example 2.55
       */
      unit_price: number;
      /**
       * @description At most 4 decimals; negative on returns.
       * @example 15.3
       */
      total_amount: number;
      /**
       * @description Null on anonymous lines.
       * @example 17850
       */
      customer_id: string | null;
      /**
       * @description Country of the customer; the line has its own.
       * @example United Kingdom
       */
      customer_country: string | null;
      /** @description RFM segment of the customer now. */
      rfm_segment: string | null;
      /**
       * @description Country of the line; Unknown where it is not known.
       * @example United Kingdom
       */
      country: string;
      /**
       * @description ISO 3166-1 alpha-2.
       * @example GB
       */
      country_code: string | null;
      /**
       * Format: uuid
       * @description On a return, the sale that it most likely returns.
       */
      returned_sale_id: string | null;
      /**
       * Format: date-time
       * @description When the line was ingested.
       */
      created_at: string;
      /** @description Run that brought the line. */
      batch_id: string;
    };
    SalesPeriodDto: {
      /** @description Net, returns included. */
      total_revenue: number;
      gross_revenue: number;
      /** @description Negative. */
      returns_value: number;
      total_orders: number;
      total_units: number;
      /** @description Identified ones, of sales or returns. */
      unique_customers: number;
      new_customers: number;
      repeat_customers: number;
      avg_order_value: number;
      /** @example 2011-05 */
      period: string;
      /** @description Of the total revenue, to the period before. */
      revenue_change: number | null;
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
    ScheduleDto: {
      name: string;
      cron: string;
      time_zone: string;
      source: string | null;
      paths: string[] | null;
      enabled: boolean;
      /**
       * @description Those of the sources file cannot be changed here.
       * @enum {string}
       */
      origin: 'file' | 'api';
      /** Format: date-time */
      next_run_at: string | null;
    };
    SchedulesAnswer: {
      data: components['schemas']['ScheduleDto'][];
    };
    ScoresAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      /** @description Newest first. */
      data: components['schemas']['BatchScoreDto'][];
      pagination: components['schemas']['Pagination'];
    };
    SearchAnswerDto: {
      results: components['schemas']['SearchResultDto'][];
      /** @description By field, of products, customers and invoices. */
      facets: {
        [key: string]: components['schemas']['FacetValueDto'][];
      };
      pagination: components['schemas']['Pagination'];
      search_metadata: components['schemas']['SearchMetadataDto'];
    };
    SearchMetadataDto: {
      /** @description As it was asked. */
      query: string;
      /** @description In the server, milliseconds. */
      search_time_ms: number;
      total_hits: number;
      /** @description False where sales lines were not counted, as the page does not reach them, or there may be more of them. */
      total_is_exact: boolean;
      /**
       * @example {
       *       "product": 19,
       *       "sale": 1000
       *     }
       */
      hits_by_kind: {
        [key: string]: number;
      };
      /** @description Share of the query's weight that a result has at least: 1 where it has all words, less where none has. */
      relevance_threshold: number;
      /**
       * @description Which index answered.
       * @enum {string}
       */
      backend: 'embedded' | 'typesense';
      /** @description Typesense is configured and did not answer; the embedded index did. */
      degraded: boolean;
      /** @description Words that were taken for misspelt. */
      corrections: components['schemas']['CorrectionDto'][];
      semantic: components['schemas']['SemanticDto'];
      /** @description Version of gold that the index shows; 0 before the first. */
      gold_version: number;
    };
    SearchResultDto: {
      /** @enum {string} */
      kind: 'product' | 'customer' | 'invoice' | 'sale';
      /**
       * @description Stock code, customer id, invoice number, or sale_id.
       * @example 20668
       */
      id: string;
      /** @example DISCO BALL CHRISTMAS DECORATION */
      title: string;
      /** @description Comparable within one answer. */
      relevance: number;
      /** @description Why it was found. */
      matches: components['schemas']['MatchDto'][];
      highlights: components['schemas']['HighlightDto'][];
      /** @description Why it was found by its meaning, where it was. */
      semantic?: components['schemas']['SemanticMatchDto'];
      /**
       * @description What is known of it: fields of GET /api/v1/search/filters/available, or of a sales line.
       * @example {
       *       "category": "Christmas",
       *       "price": 0.12,
       *       "country": [
       *         "United Kingdom"
       *       ]
       *     }
       */
      data: {
        [key: string]: unknown;
      };
      /** @description From the middle of the circle to the country. */
      distance_km?: number;
    };
    SeasonalAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      month_of_year: components['schemas']['SeasonalClassDto'][];
      quarter_of_year: components['schemas']['SeasonalClassDto'][];
      weekday: components['schemas']['SeasonalClassDto'][];
      hour: components['schemas']['SeasonalClassDto'][];
    };
    SeasonalClassDto: {
      value: number;
      /** @example Thursday */
      label: string;
      revenue: number;
      orders: number;
      /** @description Days with a sale in it. */
      trading_days: number;
      revenue_per_trading_day: number;
      revenue_share: number;
      /** @description 1 is usual: revenue a trading day by that of all; of hours, by the mean hour. */
      index: number;
    };
    SeasonalityAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['SeasonalityDataDto'];
    };
    SeasonalityDataDto: {
      /** @enum {string} */
      measure: 'net_revenue' | 'gross_revenue' | 'units' | 'orders';
      /** @description Against the weeks around; Monday first, no closed ones. */
      weekday: components['schemas']['WeekdayIndexDto'][];
      /** @description Against all days, weekdays taken out; oldest first. */
      month: components['schemas']['MonthIndexDto'][];
      /** @description Against the weeks around, weekdays taken out. */
      part_of_month: components['schemas']['PartOfMonthIndexDto'][];
      /** @description Against the weeks around, weekdays taken out. */
      around_holidays: components['schemas']['HolidayIndexDto'][];
      /**
       * @description When the shop does not sell, as its days show it.
       * @example [
       *       "never sells on Saturday"
       *     ]
       */
      closed: string[];
      /** @description Of the variance of days, their level taken out, what the weekday explains. */
      weekday_strength: number;
      /** @description From the first open day to the last. */
      years: number;
      open_days: number;
    };
    SegmentDto: {
      /** @example Champions */
      segment_name: string;
      description: string;
      customer_count: number;
      customer_share: number;
      /** @description Net of all time. */
      total_revenue: number;
      revenue_share: number;
      avg_lifetime_value: number;
      avg_order_value: number;
      avg_recency_days: number;
      avg_frequency: number;
      avg_monetary: number;
    };
    SegmentMoveDto: {
      /** @enum {string} */
      from:
        | 'Champions'
        | 'Loyal Customers'
        | 'Big Spenders'
        | 'New Customers'
        | 'Potential Loyalists'
        | 'Cannot Lose Them'
        | 'At Risk'
        | 'Hibernating'
        | 'Others';
      /** @enum {string} */
      to:
        | 'Champions'
        | 'Loyal Customers'
        | 'Big Spenders'
        | 'New Customers'
        | 'Potential Loyalists'
        | 'Cannot Lose Them'
        | 'At Risk'
        | 'Hibernating'
        | 'Others';
      customers: number;
    };
    SegmentMovementAnswer: {
      method: components['schemas']['MethodDto'];
      inputs: components['schemas']['InputsDto'];
      caveats: string[];
      confidence: components['schemas']['ConfidenceDto'];
      data: components['schemas']['SegmentMovementDataDto'];
    };
    SegmentMovementDataDto: {
      /** @description Days of the scores, oldest first: ends of months, and the last day of the facts. */
      as_of: string[];
      /** @description From each of these days to the next. */
      periods: components['schemas']['SegmentPeriodDto'][];
    };
    SegmentPeriodDto: {
      /** Format: date */
      from: string;
      /** Format: date */
      to: string;
      /** @description Identified ones with a sale until the end. */
      customers: number;
      /** @description Of them, those without a sale until the beginning. */
      new_customers: number;
      /** @description In the same segment at both ends. */
      stayed: number;
      /** @description Of the customers of the beginning; null where there were none. */
      stayed_share: number | null;
      /** @description All nine, the best first. */
      segments: components['schemas']['MovedSegmentDto'][];
      /** @description From one segment to another, most customers first. */
      moves: components['schemas']['SegmentMoveDto'][];
    };
    SegmentsAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** Format: date */
      as_of: string | null;
      /** @description Identified ones with a sale. */
      customers: number;
      /** @description All nine, the best first. */
      segments: components['schemas']['SegmentDto'][];
    };
    SemanticAnswer: {
      /**
       * @description Of all amounts, ISO 4217.
       * @example GBP
       */
      currency: string;
      /** @description Version of gold that all figures are of; 0 before anything was published. */
      gold_version: number;
      /** @description The days that were asked for; null where none were named and there are no facts. */
      period: components['schemas']['DaysDto'] | null;
      columns: components['schemas']['ResultColumnDto'][];
      /** @description By the names of the columns. */
      rows: {
        [key: string]: (string | null) | number | boolean;
      }[];
      /** @description There are more rows than the limit. */
      truncated: boolean;
      compared: components['schemas']['ComparedDaysDto'] | null;
      granularity: string | null;
      /** Format: date */
      as_of: string | null;
      /** @description With explain=true: the statement over tables of the lake. The engine may read sums of them that it keeps. */
      sql?: string;
      /** @description With explain=true: what stands for $1, $2, … in it. */
      parameters?: unknown[];
    };
    SemanticDto: {
      /**
       * @description As it was asked.
       * @enum {string}
       */
      mode: 'lexical' | 'semantic' | 'hybrid';
      /**
       * @description Meanings can be compared.
       * @example false
       */
      enabled: boolean;
      /**
       * @description They were, for this answer.
       * @example false
       */
      used: boolean;
      /** @description The embedding model. */
      model: string | null;
      /** @description What was compared, or why meanings were not. */
      reason: string;
    };
    SemanticFilterDto: {
      /** @example country */
      dimension: string;
      /**
       * @default in
       * @enum {string}
       */
      operator?: 'in' | 'not_in' | 'gte' | 'lte' | 'contains' | 'is_null' | 'is_not_null';
      /**
       * @description None for is_null and is_not_null, one for gte, lte and contains.
       * @example [
       *       "UK",
       *       "FR"
       *     ]
       */
      values?: (string | number | boolean)[];
    };
    SemanticMatchDto: {
      /**
       * @description 1 at most: half by the whole title, half by its nearest words.
       * @example 0.61
       */
      similarity: number;
      /** @description Place among the products nearest in meaning. */
      rank: number;
      words: components['schemas']['NearWordsDto'][];
    };
    SemanticOrderDto: {
      /** @example net_revenue */
      by: string;
      /**
       * @default desc
       * @enum {string}
       */
      direction?: 'asc' | 'desc';
    };
    SemanticPeriodDto: {
      /**
       * Format: date
       * @description First day.
       */
      from?: string;
      /**
       * Format: date
       * @description Last day, included.
       */
      to?: string;
    };
    SemanticQueryDto: {
      /**
       * @description Of net_revenue, gross_revenue, returns_value, return_rate, identified_revenue, profit, revenue_with_cost, margin, units, units_sold, units_returned, lines, sale_lines, return_lines, orders, cancellations, products, trading_days, avg_order_value, items_per_order, lines_per_order, avg_unit_price, revenue_per_trading_day, customers, buyers, new_customers, repeat_customers, repeat_rate, revenue_per_customer, identified_share.
       * @example [
       *       "net_revenue",
       *       "orders"
       *     ]
       */
      measures: string[];
      /**
       * @description Of date, weekday, month_of_year, quarter_of_year, week_of_year, is_weekend, is_holiday, holiday, hour, invoice, channel, country, country_code, region, continent, is_eu, product, product_name, category, subcategory, brand, product_family, customer, segment, customer_country, cohort, line_type, identified, unit_price.
       * @example [
       *       "country"
       *     ]
       */
      dimensions?: string[];
      /** @description All have to fit. */
      filters?: components['schemas']['SemanticFilterDto'][];
      /** @description Where a bound is left out, it is that of the facts. */
      period?: components['schemas']['SemanticPeriodDto'];
      /**
       * @description Cuts the date: day, week, month, quarter, year, fiscal_quarter, fiscal_year, retail_week, period_445, period_454, retail_quarter, retail_year.
       * @example month
       */
      granularity?: string;
      /**
       * @description previous_period: The period before of the same length: as many whole months where it begins on the first and ends on the last day of a month, else as many days. same_period_last_year: The same dates a year before; 29 February falls on the 28th. same_period_last_year_aligned: The same weekdays, 364 days before; a public holiday is set beside the one of the same name, and the day whose place it takes beside the day that the holiday would have had.
       * @enum {string}
       */
      compare?: 'previous_period' | 'same_period_last_year' | 'same_period_last_year_aligned';
      /** @description By columns of the query; what is equal follows by its dimensions. */
      order?: components['schemas']['SemanticOrderDto'][];
      /** @default 1000 */
      limit?: number;
      /**
       * @description Rows of zeros for periods of the date in which nothing fits.
       * @default false
       */
      fill_gaps?: boolean;
      /**
       * Format: date
       * @description Attributes of products and customers as they were on this day; without it, as they were on the day of each line.
       */
      as_of?: string;
      /** @description The whole gold as of this earlier version, as long as it is kept. */
      at_version?: number;
    };
    StageDto: {
      /** @enum {string} */
      stage: 'bronze' | 'silver' | 'gate' | 'gold' | 'publish';
      /** @enum {string} */
      status: 'running' | 'done' | 'failed';
      /** Format: date-time */
      started_at: string;
      /** Format: date-time */
      finished_at: string | null;
      /** @description Steps of `total` that are done. */
      done: number;
      total: number;
      /** @description What the stage counted; each stage counts other things. */
      counts: {
        [key: string]: unknown;
      } | null;
      error: string | null;
    };
    StartRunDto: {
      /**
       * @description Absolute files, folders or globs below the folders of TILLHOUSE_RUN_ROOTS.
       * @example [
       *       "/data/inbox/2011-12-09.csv"
       *     ]
       */
      paths: string[];
      /** @description As docs/ingest.md describes. */
      mapping?: {
        [key: string]: unknown;
      };
    };
    SubmitTaskDto: {
      /** @example export */
      task_name: string;
      /**
       * @description As docs/tasks.md says for each task.
       * @example {
       *       "format": "csv",
       *       "filters": {
       *         "countries": [
       *           "UK"
       *         ]
       *       }
       *     }
       */
      parameters?: {
        [key: string]: unknown;
      };
    };
    SubmittedTaskDto: {
      /** Format: uuid */
      task_id: string;
      /** @enum {string} */
      status: 'pending' | 'started' | 'success' | 'failure' | 'revoked';
      /** @example /api/v1/tasks/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de/status */
      status_url: string;
    };
    SuggestionDto: {
      /** @example REGENCY CAKESTAND 3 TIER */
      text: string;
      /**
       * @description word: how the last word may go on; correction: what it may have been meant to be; else what it is.
       * @enum {string}
       */
      kind: 'word' | 'correction' | 'product' | 'customer' | 'invoice';
      /** @description Of a product, customer or invoice. */
      id?: string;
    };
    SuggestionsAnswer: {
      query: string;
      suggestions: components['schemas']['SuggestionDto'][];
    };
    TableDto: {
      name: string;
      /** @enum {string} */
      layer: 'bronze' | 'silver' | 'gold' | 'mart';
      description: string;
      /** @description What one row is. */
      grain: string;
      rows: number;
      files: number;
      bytes: number;
      columns: components['schemas']['ColumnDto'][];
    };
    TableOutcomeDto: {
      rows: number;
      files_added: number;
      files_removed: number;
    };
    TableRowsAnswer: {
      /** @description Version of the lake that the rows are of. */
      as_of_version: number;
      data: {
        [key: string]: unknown;
      }[];
      /** @description The table has more rows. */
      truncated: boolean;
    };
    TablesAnswer: {
      data: components['schemas']['TableDto'][];
    };
    TaskDto: {
      /** Format: uuid */
      task_id: string;
      task_name: string;
      /** @enum {string} */
      status: 'pending' | 'started' | 'success' | 'failure' | 'revoked';
      progress: components['schemas']['ProgressDto'];
      result: {
        [key: string]: unknown;
      } | null;
      files: components['schemas']['TaskFileDto'][];
      error: components['schemas']['TaskErrorDto'] | null;
      /** @description Somebody has asked it to stop. */
      cancelling: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      started_at: string | null;
      /** Format: date-time */
      finished_at: string | null;
      status_url: string;
    };
    TaskErrorDto: {
      kind: string;
      message: string;
      hint: string | null;
    };
    TaskFileDto: {
      /** @example sales.parquet */
      name: string;
      bytes: number;
      /** @description Fetches the file without other credentials. */
      url: string;
      /** Format: date-time */
      expires_at: string;
    };
    TasksAnswer: {
      /** @description Newest first. */
      data: components['schemas']['TaskDto'][];
      pagination: components['schemas']['Pagination'];
    };
    TokenAnswer: {
      /** @description JWT for the header Authorization: Bearer … */
      access_token: string;
      /** @enum {string} */
      token_type: 'bearer';
      /**
       * @description Seconds.
       * @example 900
       */
      expires_in: number;
      /** @description Good for one use. Programs have none: their credentials do not change. */
      refresh_token?: string;
      permissions: (
        | 'sales:read'
        | 'sales:write'
        | 'etl:read'
        | 'etl:run'
        | 'etl:approve'
        | 'quality:read'
        | 'quality:write'
        | 'search:admin'
        | 'metrics:read'
        | 'users:admin'
        | 'audit:read'
        | 'privacy:erase'
      )[];
      /**
       * @description The permissions, as OAuth writes them.
       * @example sales:read
       */
      scope: string;
    };
    TokenRequest: {
      /**
       * @default password
       * @enum {string}
       */
      grant_type?: 'password' | 'client_credentials' | 'refresh_token';
      /**
       * @description For the password grant.
       * @example admin
       */
      username?: string;
      /**
       * Format: password
       * @description For the password grant.
       */
      password?: string;
      /** @description For client credentials: the id of an API key. It may also come by HTTP Basic, with the secret. */
      client_id?: string;
      /**
       * Format: password
       * @description The secret of the key, or the whole key.
       */
      client_secret?: string;
      /** @description For the grant of that name. */
      refresh_token?: string;
      /**
       * @description Permissions with blanks between, to ask for less than all that is allowed.
       * @example sales:read
       */
      scope?: string;
    };
    TopCountryDto: {
      country: string;
      country_code: string | null;
      revenue: number;
      revenue_share: number;
    };
    TopProductDto: {
      stock_code: string;
      description: string | null;
      revenue: number;
      units: number;
      revenue_share: number;
    };
    TopValueDto: {
      value: string;
      rows: number;
      /** @description Of all rows of the table. */
      share: number;
    };
    TrendDto: {
      /** @enum {string} */
      granularity: 'day' | 'week' | 'month';
      points: components['schemas']['TrendPointDto'][];
    };
    TrendPeriodDto: {
      /**
       * Format: date
       * @description First day of the period.
       */
      period: string;
      /** @description Batches that came, whatever has become of them. */
      batches: number;
      /** @description Those that the gate stopped. */
      blocked: number;
      counts: components['schemas']['BatchCountsDto'];
      /** @description Mean of the batches by their rows. */
      score: number;
      dimensions: components['schemas']['DimensionSharesDto'];
    };
    TrendPointDto: {
      /** @example 2011-08-31 */
      period: string;
      revenue: number;
      /** @description Of the period before, day beside day. */
      compared: number | null;
    };
    TrendsAnswer: {
      /** @description Version of the lake that the answer is of; 0 where it is empty. */
      as_of_version: number;
      /** @enum {string} */
      granularity: 'day' | 'week' | 'month';
      /** @description Oldest first; periods without a batch are not there. */
      data: components['schemas']['TrendPeriodDto'][];
    };
    TriedClustersDto: {
      k: number;
      /** @description How clear the clusters are: 1 clear, 0 none. */
      silhouette: number;
    };
    UnestimatedElasticityDto: {
      /** @example 22423 */
      stock_code: string;
      /**
       * @description As the product is called now; null where it was never told.
       * @example REGENCY CAKESTAND 3 TIER
       */
      description: string | null;
      /** @description Gross, in the currency of inputs. */
      revenue: number;
      /** @description With a sale. */
      weeks: number;
      /** @description Standard deviation of ln(price) over the weeks. */
      price_variation: number;
      /** @enum {boolean} */
      is_estimable: false;
      /** @example sold in 4 weeks; 10 are needed */
      reason: string;
    };
    UpdateBatchDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      /**
       * @description Items that break a rule fail; else they are written, and go to quarantine.
       * @default true
       */
      validate_items?: boolean;
      updates: components['schemas']['UpdateLineDto'][];
      /**
       * @description An update of a sale that is not there, but says a whole line, makes it.
       * @default false
       */
      upsert?: boolean;
    };
    UpdateLineDto: {
      /**
       * @description Needed. Invoice; C… is a return.
       * @example 581587
       */
      invoice_no?: (string | null) | number;
      /**
       * @description Needed. Product or service.
       * @example 85123A
       */
      stock_code?: (string | null) | number;
      /**
       * @description Description.
       * @example WHITE HANGING HEART T-LIGHT HOLDER
       */
      description?: string | null;
      /**
       * @description Needed. Whole units, not 0; negative on a return.
       * @example 6
       */
      quantity?: (string | null) | number;
      /**
       * @description Needed. Price of one unit, a plain decimal above 0.
       * @example 2.55
       */
      unit_price?: (string | null) | number;
      /**
       * @description Needed. ISO 8601; no offset means UTC. At most 24 hours ahead.
       * @example 2011-12-09T12:50:00Z
       */
      invoice_date?: string | null;
      /**
       * @description Customer; none for an anonymous sale.
       * @example 17850
       */
      customer_id?: (string | null) | number;
      /**
       * @description Name, ISO code or usual alias.
       * @example United Kingdom
       */
      country?: string | null;
      /**
       * @description Tells equal lines of an invoice apart.
       * @example 1
       */
      line_no?: (string | null) | number;
      /**
       * Format: uuid
       * @example c8538192-61f0-8589-8047-9c297d83db55
       */
      sale_id: string;
    };
    UpsertBatchDto: {
      /**
       * @description Nothing is written where an item fails; else the others are.
       * @default false
       */
      fail_on_error?: boolean;
      /**
       * @description Items that break a rule fail; else they are written, and go to quarantine.
       * @default true
       */
      validate_items?: boolean;
      items: components['schemas']['UpsertLineDto'][];
    };
    UpsertLineDto: {
      /**
       * @description Needed. Invoice; C… is a return.
       * @example 581587
       */
      invoice_no?: (string | null) | number;
      /**
       * @description Needed. Product or service.
       * @example 85123A
       */
      stock_code?: (string | null) | number;
      /**
       * @description Description.
       * @example WHITE HANGING HEART T-LIGHT HOLDER
       */
      description?: string | null;
      /**
       * @description Needed. Whole units, not 0; negative on a return.
       * @example 6
       */
      quantity?: (string | null) | number;
      /**
       * @description Needed. Price of one unit, a plain decimal above 0.
       * @example 2.55
       */
      unit_price?: (string | null) | number;
      /**
       * @description Needed. ISO 8601; no offset means UTC. At most 24 hours ahead.
       * @example 2011-12-09T12:50:00Z
       */
      invoice_date?: string | null;
      /**
       * @description Customer; none for an anonymous sale.
       * @example 17850
       */
      customer_id?: (string | null) | number;
      /**
       * @description Name, ISO code or usual alias.
       * @example United Kingdom
       */
      country?: string | null;
      /**
       * @description Tells equal lines of an invoice apart.
       * @example 1
       */
      line_no?: (string | null) | number;
      /**
       * Format: uuid
       * @description The sale; else the line of that invoice, stock code and line number.
       * @example c8538192-61f0-8589-8047-9c297d83db55
       */
      sale_id?: string | null;
    };
    UserChangeRequest: {
      /** Format: password */
      password?: string;
      roles?: ('viewer' | 'analyst' | 'operator' | 'admin')[];
      full_name?: string | null;
      /** Format: email */
      email?: string | null;
      /** @description False ends all sessions of the user and stops their keys. */
      is_active?: boolean;
    };
    UserDto: {
      /** Format: uuid */
      id: string;
      username: string;
      full_name: string | null;
      email: string | null;
      roles: ('viewer' | 'analyst' | 'operator' | 'admin')[];
      is_active: boolean;
      /** Format: date-time */
      created_at: string;
      /** Format: date-time */
      updated_at: string;
    };
    UsersAnswer: {
      data: components['schemas']['UserDto'][];
      pagination: components['schemas']['Pagination'];
    };
    ValidateBatchDto: {
      items: components['schemas']['UpsertLineDto'][];
    };
    ValidationAnswer: {
      total_requested: number;
      valid: number;
      invalid: number;
      errors: components['schemas']['BatchItemErrorDto'][];
    };
    WeekdayIndexDto: {
      /**
       * @description Mean of its open days over what is usual: 1 is usual.
       * @example 1.12
       */
      index: number;
      /** @description Of index; null of a single day. */
      standard_error: number | null;
      /** @description Open days that it is of. */
      days: number;
      /** @enum {string} */
      period: 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday';
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
  Jwks_jwks: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            keys: {
              [key: string]: unknown;
            }[];
          };
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
    };
  };
  Audit_list: {
    parameters: {
      query?: {
        limit?: number;
        /** @description Entries before this one. */
        before?: number;
        /** @description Id of who asked, such as user:<uuid> or key:<id>. */
        actor?: string;
        method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
        status?: number;
        correlation_id?: string;
        /** @description From this time on. */
        from?: string;
        /** @description Before this time. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditAnswer'];
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
    };
  };
  Audit_verify: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditVerificationAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  ApiKeys_list: {
    parameters: {
      query?: {
        page?: number;
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ApiKeysAnswer'];
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
    };
  };
  ApiKeys_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewApiKeyRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewApiKeyAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  ApiKeys_revoke: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Auth_logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Auth_me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MeAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Auth_password: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PasswordRequest'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Auth_refresh: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RefreshRequest'];
        'application/x-www-form-urlencoded': components['schemas']['RefreshRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenAnswer'];
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
    };
  };
  Auth_token: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TokenRequest'];
        'application/x-www-form-urlencoded': components['schemas']['TokenRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TokenAnswer'];
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
    };
  };
  Batch_create: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateBatchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
    };
  };
  Batch_remove: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DeleteBatchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
    };
  };
  Batch_failed: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailedBatchesAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Batch_failedBatch: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Batch id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FailedBatchDto'];
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Batch_discard: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Batch id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Batch_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Batch id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Batch_limits: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LimitsAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Batch_status: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Batch id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Batch_update: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateBatchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
    };
  };
  Batch_upsert: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpsertBatchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BatchDto'];
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
    };
  };
  Batch_validate: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ValidateBatchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ValidationAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Customers_analysis: {
    parameters: {
      query?: {
        /** @description Months of each cohort, the first one included. */
        months?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CohortsAnswer'];
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
  Dashboard_countries: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description What rows are ranked by. */
        metric?:
          | 'revenue'
          | 'gross_revenue'
          | 'returns'
          | 'return_rate'
          | 'units'
          | 'orders'
          | 'customers'
          | 'avg_order_value';
        /** @description Rows. */
        top_n?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CountriesAnswer'];
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
  Customers_bySegment: {
    parameters: {
      query?: {
        /** @description Scores as of this day, of what was bought until then; without it, of the last day of the facts. Example: `2011-06-30`. */
        as_of?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SegmentsAnswer'];
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
  Customers_one: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Dashboard_overview: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OverviewAnswer'];
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
  Semantic_rows: {
    parameters: {
      query?: {
        /** @description Only the lines that take part in it; all lines without it. Example: `gross_revenue`. */
        measure?: string;
        /** @description JSON: the values of the dimensions of the row; null for nothing. Example: `{"country":"France","date":"2011-03"}`. */
        cell?: string;
        /** @description JSON: the filters of the query; operators are in, not_in, gte, lte, contains, is_null, is_not_null. Example: `[{"dimension":"category","values":["Kitchen"]}]`. */
        filters?: string;
        /** @description How the date of the cell is cut; day without it. Example: `month`. */
        granularity?: string;
        /** @description First day of the period of the query. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description As that of the query. Example: `2011-06-30`. */
        as_of?: string;
        page?: number;
        /** @description Rows a page. */
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DrillAnswer'];
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
  Semantic_metrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CatalogueAnswer'];
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
  Dashboard_metrics: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BusinessAnswer'];
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
  Dashboard_products: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description What rows are ranked by. */
        metric?:
          | 'revenue'
          | 'gross_revenue'
          | 'returns'
          | 'return_rate'
          | 'units'
          | 'orders'
          | 'customers'
          | 'avg_order_value';
        /** @description Rows. */
        top_n?: number;
        /** @description Only products of this category. Example: `Kitchen`. */
        category?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProductsAnswer'];
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
  Semantic_query: {
    parameters: {
      query?: {
        /** @description Also the statement and its values. */
        explain?: boolean;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SemanticQueryDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SemanticAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Dashboard_analytics: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        granularity?: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnalyticsAnswer'];
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
  Dashboard_seasonal: {
    parameters: {
      query?: {
        /** @description First day. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A name, an ISO 3166 code, or a usual alias such as UK. Example: `UK`. */
        country?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeasonalAnswer'];
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
  Etl_lineage: {
    parameters: {
      query?: {
        /** @description Only what lies up- and downstream of it. */
        table?: string;
        /** @description A column of the table. */
        column?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LineageAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_runs: {
    parameters: {
      query?: {
        limit?: number;
        /** @description `next_cursor` of the page before. */
        cursor?: string;
        status?:
          | 'queued'
          | 'running'
          | 'published'
          | 'blocked'
          | 'rejected'
          | 'no_new_data'
          | 'failed'
          | 'cancelled';
        kind?: 'run' | 'write' | 'approve' | 'reject' | 'rebuild' | 'erase';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunsAnswer'];
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
    };
  };
  Runs_start: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same body answers the same run. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['StartRunDto'];
        'multipart/form-data': {
          files: string[];
          /**
           * @description A mapping as JSON text, as docs/ingest.md describes.
           * @example {}
           */
          mapping?: string;
        };
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_run: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id, or `latest`. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RunDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_approve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecisionDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Runs_events: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/event-stream': string;
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_reject: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['DecisionDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Runs_retry: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Run id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Schedules_list: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SchedulesAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Schedules_put: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutScheduleDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScheduleDto'];
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
    };
  };
  Schedules_remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Etl_tables: {
    parameters: {
      query?: {
        /** @description An earlier version of the lake. */
        at_version?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TablesAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Etl_rows: {
    parameters: {
      query?: {
        /** @description An earlier version of the lake. */
        at_version?: number;
        limit?: number;
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TableRowsAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Etl_trace: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        sale_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            [key: string]: unknown;
          };
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Health_whole: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['HealthAnswer'];
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
    };
  };
  Health_live: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProbeAnswer'];
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
    };
  };
  Health_ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProbeAnswer'];
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
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProbeAnswer'];
        };
      };
    };
  };
  Health_startup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProbeAnswer'];
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
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProbeAnswer'];
        };
      };
    };
  };
  Insights_anomalies: {
    parameters: {
      query?: {
        /** @description First day; without it, that of the facts. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        measure?: 'net_revenue' | 'gross_revenue' | 'units' | 'orders';
        /** @description Robust standard deviations from what is usual; default 3.5. Example: `3.5`. */
        threshold?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnomaliesAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_baskets: {
    parameters: {
      query?: {
        /** @description First day; without it, that of the facts. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description Share of the invoices that hold both products; default 0.01. Example: `0.01`. */
        min_support?: number;
        /** @description Share of the invoices with the one that hold the other too; default 0.2. Example: `0.2`. */
        min_confidence?: number;
        /** @description Rules, strongest lift first. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BasketsAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_churn: {
    parameters: {
      query?: {
        page?: number;
        size?: number;
        /** @description Days ahead. */
        days?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChurnAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_clusters: {
    parameters: {
      query?: {
        /** @description Clusters; without it, the clearest of two to eight. Example: `4`. */
        k?: number;
        /** @description Of the random starts. */
        seed?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ClustersAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_lifetimeValue: {
    parameters: {
      query?: {
        page?: number;
        size?: number;
        /** @description Days ahead. */
        days?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LifetimeValueAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_movement: {
    parameters: {
      query?: {
        /** @description Months back. */
        months?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SegmentMovementAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_customer: {
    parameters: {
      query?: {
        /** @description Days ahead. */
        days?: number;
      };
      header?: never;
      path: {
        customer_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerOutlookAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_forCustomer: {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: never;
      path: {
        customer_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerOffersAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_catalogue: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FeatureCatalogue'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Forecast_forecast: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** @description What is not named has its default. */
    requestBody?: {
      content: {
        'application/json': components['schemas']['ForecastDto'] | null;
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ForecastAnswer'];
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
  Insights_classes: {
    parameters: {
      query?: {
        /** @description First day; without it, that of the facts. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description Only these. */
        class?: 'A' | 'B' | 'C' | 'AX' | 'AY' | 'AZ' | 'BX' | 'BY' | 'BZ' | 'CX' | 'CY' | 'CZ';
        /** @description Weeks from an order to the goods; default 2. Example: `2`. */
        lead_weeks?: number;
        page?: number;
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProductClassesAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_elasticity: {
    parameters: {
      query?: {
        /** @description First day; without it, that of the facts. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description Stock codes, with commas between them; without them, those with the highest revenue. Example: `22423,85123A`. */
        products?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ElasticityAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_together: {
    parameters: {
      query?: {
        limit?: number;
      };
      header?: never;
      path: {
        stock_code: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['BoughtTogetherAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Insights_seasonality: {
    parameters: {
      query?: {
        /** @description First day; without it, that of the facts. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Last day, included. Example: `2011-12-31`. */
        date_to?: string;
        /** @description Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        measure?: 'net_revenue' | 'gross_revenue' | 'units' | 'orders';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeasonalityAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Erasures_list: {
    parameters: {
      query?: {
        page?: number;
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ErasuresAnswer'];
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
    };
  };
  Erasures_erase: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['EraseCustomerDto'];
      };
    };
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AskedRunDto'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Quality_dimensions: {
    parameters: {
      query?: {
        /** @description The newest batch, or all accepted ones as if they were one. */
        scope?: 'newest' | 'accepted';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DimensionsAnswer'];
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
    };
  };
  Quality_profiles: {
    parameters: {
      query: {
        /** @description Table of the lake. */
        table: string;
        /** @description An earlier version of the lake. */
        at_version?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProfileAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Quarantine_list: {
    parameters: {
      query?: {
        /** @description Rule that the line breaks. */
        reason?:
          | 'missing_invoice'
          | 'missing_stock_code'
          | 'invalid_quantity'
          | 'invalid_price'
          | 'zero_price'
          | 'invalid_date'
          | 'negative_quantity_without_cancellation'
          | 'positive_quantity_on_cancellation'
          | 'accounting_adjustment';
        /** @description Base name of the file that brought the line. Example: `sales-2011-05-03.csv`. */
        file?: string;
        /** @description Run that brought the line. */
        run_id?: string;
        /** @description First day of ingestion, UTC. Example: `2011-02-01`. */
        ingested_from?: string;
        /** @description Last day of ingestion, UTC. Example: `2011-02-01`. */
        ingested_to?: string;
        /** @description Stock code, without regard to case. Example: `85123A`. */
        stock_code?: string;
        /** @description Invoice, without regard to case. Example: `536365`. */
        invoice_no?: string;
        /** @description Page, from 1. */
        page?: number;
        /** @description Entries of a page. */
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineAnswer'];
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
  QuarantineWork_discard: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['DiscardLinesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
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
      /** @description There is no such thing. */
      404: {
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
  QuarantineWork_fix: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FixLinesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
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
    };
  };
  QuarantineWork_fixByRule: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['FixByRuleDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
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
      /** @description There is no such thing. */
      404: {
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
  QuarantineWork_replay: {
    parameters: {
      query?: never;
      header?: {
        /** @description `respond-async` answers 202 as soon as what was sent is durable. */
        Prefer?: string;
        /** @description The same key with the same body answers the same batch. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReplayLinesDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
        };
      };
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineWorkDto'];
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
      /** @description There is no such thing. */
      404: {
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
  Quarantine_summary: {
    parameters: {
      query?: {
        /** @description Rule that the line breaks. */
        reason?:
          | 'missing_invoice'
          | 'missing_stock_code'
          | 'invalid_quantity'
          | 'invalid_price'
          | 'zero_price'
          | 'invalid_date'
          | 'negative_quantity_without_cancellation'
          | 'positive_quantity_on_cancellation'
          | 'accounting_adjustment';
        /** @description Base name of the file that brought the line. Example: `sales-2011-05-03.csv`. */
        file?: string;
        /** @description Run that brought the line. */
        run_id?: string;
        /** @description First day of ingestion, UTC. Example: `2011-02-01`. */
        ingested_from?: string;
        /** @description Last day of ingestion, UTC. Example: `2011-02-01`. */
        ingested_to?: string;
        /** @description Stock code, without regard to case. Example: `85123A`. */
        stock_code?: string;
        /** @description Invoice, without regard to case. Example: `536365`. */
        invoice_no?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['QuarantineSummaryAnswer'];
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
  Quality_recommendations: {
    parameters: {
      query?: {
        /** @description The newest batch, or all accepted ones as if they were one. */
        scope?: 'newest' | 'accepted';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RecommendationsAnswer'];
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
    };
  };
  Quality_rules: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RulesAnswer'];
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Quality_scores: {
    parameters: {
      query?: {
        /** @description Page, from 1. */
        page?: number;
        /** @description Entries of a page. */
        size?: number;
        /** @description Only batches of this status. */
        status?: 'accepted' | 'blocked' | 'rejected';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ScoresAnswer'];
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
    };
  };
  Quality_trends: {
    parameters: {
      query?: {
        /** @description Weeks begin on Monday; UTC. */
        granularity?: 'day' | 'week' | 'month';
        /** @description How many periods, the newest. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrendsAnswer'];
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
    };
  };
  Sales_list: {
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
        /** @description Country of the line: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK. Example: `UK`. */
        country?: string;
        /** @description A stock code; where there is none of that name, the lines whose product description contains the text, whatever its case. Example: `22423`. */
        product?: string;
        /** @description Example: `17850`. */
        customer_id?: string;
        /** @description Example: `536365`. */
        invoice_no?: string;
        page?: number;
        /** @description Lines a page. */
        size?: number;
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
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SalesAnswer'];
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
  Sales_show: {
    parameters: {
      query?: {
        /** @description Also where the line came from: file, line, batch. */
        trace?: boolean;
        /** @description Attributes of products and customers as they were on this day (SCD type 2); without it, as they were on the day of each line. Totals and scores of customers have no history and are those of now. Example: `2011-06-30`. */
        as_of?: string;
      };
      header?: never;
      path: {
        sale_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SaleAnswer'];
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
      /** @description There is no such thing. */
      404: {
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
  Search_find: {
    parameters: {
      query?: {
        /** @description Words; `*`, or nothing, for everything. The first twelve words count. Example: `xmas decor`. */
        q?: string;
        /** @description lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so. */
        mode?: 'lexical' | 'semantic' | 'hybrid';
        /** @description Any of product, customer, invoice, sale; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them. Example: `product`. */
        kinds?: string;
        /** @description Names, ISO 3166 codes or usual aliases such as UK. Example: `UK`. */
        country?: string;
        /** @description Lowest price of a unit. Example: `5`. */
        price_min?: number;
        /** @description Highest price of a unit. */
        price_max?: number;
        page?: number;
        /** @description Results a page. */
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Search_advanced: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AdvancedSearchDto'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Search_enhanced: {
    parameters: {
      query?: {
        /** @description Words; `*`, or nothing, for everything. The first twelve words count. Example: `xmas decor`. */
        q?: string;
        /** @description lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so. */
        mode?: 'lexical' | 'semantic' | 'hybrid';
        /** @description Any of product, customer, invoice, sale; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them. Example: `product`. */
        kinds?: string;
        /** @description Names, ISO 3166 codes or usual aliases such as UK. Example: `UK`. */
        country?: string;
        /** @description Lowest price of a unit. Example: `5`. */
        price_min?: number;
        /** @description Highest price of a unit. */
        price_max?: number;
        page?: number;
        /** @description Results a page. */
        size?: number;
        /** @description Categories of products. */
        category?: string;
        /** @description Subcategories of products. */
        subcategory?: string;
        /** @description Brands of products. */
        brand?: string;
        /** @description RFM segments of customers. Example: `Champions`. */
        customer_segment?: string;
        /** @description Customers, and their invoices. */
        customer_id?: string;
        /** @description Lowest net amount. */
        total_min?: number;
        /** @description Highest net amount. */
        total_max?: number;
        /** @description Sold on this day or later. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Sold on this day or before. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A condition in the syntax of Typesense's filter_by. Example: `category:=Christmas && price:<5`. */
        filter_by?: string;
        /** @description At most three fields, `price:asc,popularity:desc`. Example: `price:asc`. */
        sort_by?: string;
        /** @description What to count: kind, category, subcategory, brand, product_family, country, customer_segment, price, total, last_date, is_cancelled. Example: `category,country`. */
        facet_fields?: string;
        /** @description Values of a facet, the most frequent first. */
        facet_values?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Search_faceted: {
    parameters: {
      query?: {
        /** @description Words; `*`, or nothing, for everything. The first twelve words count. Example: `xmas decor`. */
        q?: string;
        /** @description lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so. */
        mode?: 'lexical' | 'semantic' | 'hybrid';
        /** @description Any of product, customer, invoice, sale; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them. Example: `product`. */
        kinds?: string;
        /** @description Names, ISO 3166 codes or usual aliases such as UK. Example: `UK`. */
        country?: string;
        /** @description Lowest price of a unit. Example: `5`. */
        price_min?: number;
        /** @description Highest price of a unit. */
        price_max?: number;
        page?: number;
        /** @description Results a page. */
        size?: number;
        /** @description Categories of products. */
        category?: string;
        /** @description Subcategories of products. */
        subcategory?: string;
        /** @description Brands of products. */
        brand?: string;
        /** @description RFM segments of customers. Example: `Champions`. */
        customer_segment?: string;
        /** @description Customers, and their invoices. */
        customer_id?: string;
        /** @description Lowest net amount. */
        total_min?: number;
        /** @description Highest net amount. */
        total_max?: number;
        /** @description Sold on this day or later. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Sold on this day or before. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A condition in the syntax of Typesense's filter_by. Example: `category:=Christmas && price:<5`. */
        filter_by?: string;
        /** @description At most three fields, `price:asc,popularity:desc`. Example: `price:asc`. */
        sort_by?: string;
        /** @description What to count: kind, category, subcategory, brand, product_family, country, customer_segment, price, total, last_date, is_cancelled. Example: `category,country`. */
        facet_fields?: string;
        /** @description Values of a facet, the most frequent first. */
        facet_values?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Search_available: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AvailableFiltersAnswer'];
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
  Search_geographic: {
    parameters: {
      query?: {
        /** @description Words; `*`, or nothing, for everything. The first twelve words count. Example: `xmas decor`. */
        q?: string;
        /** @description lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so. */
        mode?: 'lexical' | 'semantic' | 'hybrid';
        /** @description Any of product, customer, invoice, sale; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them. Example: `product`. */
        kinds?: string;
        /** @description Names, ISO 3166 codes or usual aliases such as UK. Example: `UK`. */
        country?: string;
        /** @description Lowest price of a unit. Example: `5`. */
        price_min?: number;
        /** @description Highest price of a unit. */
        price_max?: number;
        page?: number;
        /** @description Results a page. */
        size?: number;
        /** @description Categories of products. */
        category?: string;
        /** @description Subcategories of products. */
        subcategory?: string;
        /** @description Brands of products. */
        brand?: string;
        /** @description RFM segments of customers. Example: `Champions`. */
        customer_segment?: string;
        /** @description Customers, and their invoices. */
        customer_id?: string;
        /** @description Lowest net amount. */
        total_min?: number;
        /** @description Highest net amount. */
        total_max?: number;
        /** @description Sold on this day or later. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Sold on this day or before. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A condition in the syntax of Typesense's filter_by. Example: `category:=Christmas && price:<5`. */
        filter_by?: string;
        /** @description At most three fields, `price:asc,popularity:desc`. Example: `price:asc`. */
        sort_by?: string;
        /** @description What to count: kind, category, subcategory, brand, product_family, country, customer_segment, price, total, last_date, is_cancelled. Example: `category,country`. */
        facet_fields?: string;
        /** @description Values of a facet, the most frequent first. */
        facet_values?: number;
        /** @description Degrees north of the middle of the circle. Example: `51.5`. */
        lat?: number;
        /** @description Degrees east of it. Example: `-0.1`. */
        lng?: number;
        /** @description Radius in kilometres. Example: `1000`. */
        radius_km?: number;
        /** @description Instead of the circle: south,west,north,east in degrees. Example: `35,-10,60,20`. */
        box?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Search_reindex: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same body answers the same task. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SubmittedTaskDto'];
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
  Search_suggest: {
    parameters: {
      query: {
        /** @description What was typed so far. */
        q: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SuggestionsAnswer'];
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
  Search_typesense: {
    parameters: {
      query?: {
        /** @description Words; `*`, or nothing, for everything. The first twelve words count. Example: `xmas decor`. */
        q?: string;
        /** @description lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so. */
        mode?: 'lexical' | 'semantic' | 'hybrid';
        /** @description Any of product, customer, invoice, sale; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them. Example: `product`. */
        kinds?: string;
        /** @description Names, ISO 3166 codes or usual aliases such as UK. Example: `UK`. */
        country?: string;
        /** @description Lowest price of a unit. Example: `5`. */
        price_min?: number;
        /** @description Highest price of a unit. */
        price_max?: number;
        page?: number;
        /** @description Results a page. */
        size?: number;
        /** @description Categories of products. */
        category?: string;
        /** @description Subcategories of products. */
        subcategory?: string;
        /** @description Brands of products. */
        brand?: string;
        /** @description RFM segments of customers. Example: `Champions`. */
        customer_segment?: string;
        /** @description Customers, and their invoices. */
        customer_id?: string;
        /** @description Lowest net amount. */
        total_min?: number;
        /** @description Highest net amount. */
        total_max?: number;
        /** @description Sold on this day or later. Example: `2011-01-01`. */
        date_from?: string;
        /** @description Sold on this day or before. Example: `2011-12-31`. */
        date_to?: string;
        /** @description A condition in the syntax of Typesense's filter_by. Example: `category:=Christmas && price:<5`. */
        filter_by?: string;
        /** @description At most three fields, `price:asc,popularity:desc`. Example: `price:asc`. */
        sort_by?: string;
        /** @description What to count: kind, category, subcategory, brand, product_family, country, customer_segment, price, total, last_date, is_cancelled. Example: `category,country`. */
        facet_fields?: string;
        /** @description Values of a facet, the most frequent first. */
        facet_values?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SearchAnswerDto'];
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
  Tasks_list: {
    parameters: {
      query?: {
        status?: 'pending' | 'started' | 'success' | 'failure' | 'revoked';
        /** @description Name of the task. */
        name?: string;
        page?: number;
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TasksAnswer'];
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
    };
  };
  Tasks_submit: {
    parameters: {
      query?: never;
      header?: {
        /** @description The same key with the same body answers the same task. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SubmitTaskDto'];
      };
    };
    responses: {
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
    };
  };
  Tasks_cancel: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Task id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDto'];
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
      /** @description There is no such thing. */
      404: {
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['ProblemDto'];
        };
      };
    };
  };
  Tasks_file: {
    parameters: {
      query: {
        /** @description Seconds since 1970. */
        expires: string;
        signature: string;
      };
      header?: never;
      path: {
        /** @description Task id. */
        id: string;
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Tasks_status: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description Task id. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaskDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Users_list: {
    parameters: {
      query?: {
        page?: number;
        size?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UsersAnswer'];
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
    };
  };
  Users_create: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewUserRequest'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
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
    };
  };
  Users_find: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Users_remove: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Users_change: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    /** @description What is not named stays. */
    requestBody?: {
      content: {
        'application/json': components['schemas']['UserChangeRequest'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDto'];
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
      /** @description There is no such thing. */
      404: {
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
    };
  };
  Metrics_text: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Prometheus' text format. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
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
      /** @description Too many requests; Retry-After says when to come back. */
      429: {
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
