import { HttpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';

const lines = async (metrics: Metrics, name: string) =>
  (await metrics.text()).split('\n').filter((line) => line.startsWith(name));

describe('metrics that are read from elsewhere', () => {
  afterEach(() => jest.useRealTimers());

  it('are read when somebody scrapes, and kept for some seconds', async () => {
    jest.useFakeTimers();
    const metrics = new Metrics();
    let runs = 3;
    metrics.collect('runs', { till_runs: { help: 'Runs', labels: ['status'] } }, () =>
      Promise.resolve({ till_runs: [{ labels: { status: 'done' }, value: runs++ }] }),
    );
    expect(await lines(metrics, 'till_runs')).toEqual(['till_runs{status="done"} 3']);
    expect(await lines(metrics, 'till_runs')).toEqual(['till_runs{status="done"} 3']);
    jest.advanceTimersByTime(5_001);
    expect(await lines(metrics, 'till_runs')).toEqual(['till_runs{status="done"} 4']);
    expect(await lines(metrics, 'tillhouse_collector_up')).toEqual([
      'tillhouse_collector_up{collector="runs"} 1',
    ]);
  });

  it('are absent where they cannot be read, and not what they were', async () => {
    jest.useFakeTimers();
    const metrics = new Metrics();
    let isAway = false;
    metrics.collect('lake', { till_version: { help: 'Version' } }, () =>
      isAway ? Promise.reject(new Error('gone')) : Promise.resolve({ till_version: [{ value: 7 }] }),
    );
    expect(await lines(metrics, 'till_version')).toEqual(['till_version 7']);
    isAway = true;
    jest.advanceTimersByTime(5_001);
    expect(await lines(metrics, 'till_version')).toEqual([]);
    expect(await lines(metrics, 'tillhouse_collector_up')).toEqual([
      'tillhouse_collector_up{collector="lake"} 0',
    ]);
  });

  it('do not hold up a scrape for more than two seconds, nor are they asked for twice at a time', async () => {
    jest.useFakeTimers();
    const metrics = new Metrics();
    let asked = 0;
    metrics.collect('stuck', { till_stuck: { help: 'Stuck' } }, () => {
      asked++;
      return new Promise(() => undefined);
    });
    for (let scrape = 0; scrape < 2; scrape++) {
      const text = metrics.text();
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await text).toContain('tillhouse_collector_up{collector="stuck"} 0');
      jest.advanceTimersByTime(5_001);
    }
    expect(asked).toBe(1);
  });
});

describe('metrics of this process', () => {
  it('count the hits and misses that caches tell of', async () => {
    const metrics = new Metrics();
    const counts = { hits: 5, misses: 2 };
    metrics.cache('sales', () => counts);
    expect(await lines(metrics, 'tillhouse_cache')).toEqual([
      'tillhouse_cache_hits_total{cache="sales"} 5',
      'tillhouse_cache_misses_total{cache="sales"} 2',
    ]);
    counts.hits = 6;
    expect(await lines(metrics, 'tillhouse_cache_hits')).toEqual([
      'tillhouse_cache_hits_total{cache="sales"} 6',
    ]);
    expect(() => metrics.cache('sales', () => counts)).toThrow('two caches are called sales');
  });

  it('count on from what was counted', async () => {
    const metrics = new Metrics();
    let asked = 7;
    metrics.counter('till_asked_total', 'Asked', () => asked);
    expect(await lines(metrics, 'till_asked_total')).toEqual(['till_asked_total 7']);
    asked = 9;
    expect(await lines(metrics, 'till_asked_total')).toEqual(['till_asked_total 9']);
  });

  it('are of one application: two in a process do not share them', async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    one.gauge('till_connections', 'Connections', () => 4);
    other.gauge('till_connections', 'Connections', () => 9);
    expect(await lines(one, 'till_connections')).toEqual(['till_connections 4']);
    expect(await lines(other, 'till_connections')).toEqual(['till_connections 9']);
  });
});

describe('metrics of requests', () => {
  it('go by the pattern of the route, so that addresses cannot fill them', async () => {
    const metrics = new Metrics();
    const requests = new HttpMetrics(metrics.registry);
    requests.observe('GET', '/api/v1/sales/:id', 200, 12);
    requests.observe('GET', '/api/v1/sales/:id', 204, 30);
    requests.observe('GET', undefined, 404, 1);
    requests.observe('PROPFIND', undefined, 404, 1);
    expect(await lines(metrics, 'http_requests_total')).toEqual([
      'http_requests_total{method="GET",route="/api/v1/sales/:id",status="2xx"} 2',
      'http_requests_total{method="GET",route="unmatched",status="4xx"} 1',
      'http_requests_total{method="other",route="unmatched",status="4xx"} 1',
    ]);
    const durations = await lines(metrics, 'http_request_duration_seconds');
    const of = 'method="GET",route="/api/v1/sales/:id",status="2xx"';
    expect(durations).toContain(`http_request_duration_seconds_bucket{le="0.025",${of}} 1`);
    expect(durations).toContain(`http_request_duration_seconds_bucket{le="0.05",${of}} 2`);
    expect(durations).toContain(`http_request_duration_seconds_count{${of}} 2`);
  });

  it('tell of the last minute only', () => {
    let now = 1_000_000;
    const requests = new HttpMetrics(new Metrics().registry, () => now);
    expect(requests.recent()).toEqual({ requestsPerSecond: 0, avgResponseTimeMs: null });
    now += 2_000;
    for (const ms of [10, 20, 60]) requests.observe('GET', '/', 200, ms);
    // Two seconds after the start.
    expect(requests.recent()).toEqual({ requestsPerSecond: 1.5, avgResponseTimeMs: 30 });
    now += 59_000;
    expect(requests.recent()).toEqual({ requestsPerSecond: 0.05, avgResponseTimeMs: 30 });
    now += 1_000;
    expect(requests.recent()).toEqual({ requestsPerSecond: 0, avgResponseTimeMs: null });
  });
});
