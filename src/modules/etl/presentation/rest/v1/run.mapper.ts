import { type RunRequest } from '../../../domain/run-request.js';
import { type StageRecord } from '../../../domain/run-record.js';
import { type KnownRun } from '../../../service/run-dispatcher.service.js';
import { type RunDto, type RunRequestDto, type StageDto } from './runs.dto.js';

/** One shape for all runs: what is not known of one, as it waits or its record is forgotten, is null or empty. */
export function toRunDto({ record, report }: KnownRun, lineage: RunDto['lineage']): RunDto {
  const told = report ?? { run_id: record.id, kind: record.kind, status: record.status };
  return {
    run_id: told.run_id,
    kind: told.kind,
    status: told.status,
    version: report?.version ?? null,
    source: record?.source ?? null,
    request: record ? toRequestDto(record.request) : null,
    attempts: record?.attempts ?? null,
    created_at: text(record?.created_at),
    started_at: report?.started_at ?? text(record?.started_at),
    finished_at: report?.finished_at ?? text(record?.finished_at),
    cancel_requested_at: text(record?.cancel_requested_at),
    duration_ms: report?.duration_ms ?? null,
    error: record?.error ?? null,
    stages: (record?.stages ?? []).map(toStageDto),
    files: report?.files ?? [],
    counts: report?.counts ?? null,
    lake_counts: report?.lake_counts ?? null,
    quality: report?.quality ?? null,
    reasons: report?.reasons ?? {},
    warnings: report?.warnings ?? {},
    gate: report?.gate ?? null,
    months: report?.months ?? [],
    tables: report?.tables ?? {},
    audits_passed: report?.audits_passed ?? null,
    gold: report?.gold ?? null,
    erasure: report?.erasure ?? null,
    timings: report?.timings ?? {},
    lineage,
  };
}

function toRequestDto(request: RunRequest): RunRequestDto {
  const { retry_of = null } = request;
  switch (request.kind) {
    case 'run':
      return {
        paths: [...request.paths],
        mapping: keysInSnakeCase(request.mapping),
        run: null,
        reason: null,
        retry_of,
      };
    case 'approve':
    case 'reject':
      return { paths: null, mapping: null, run: request.run, reason: request.reason ?? null, retry_of };
    case 'rebuild':
    case 'write':
    case 'erase':
      return { paths: null, mapping: null, run: null, reason: null, retry_of };
  }
}

/** As it was given. */
function keysInSnakeCase(mapping: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as unknown,
    ]),
  );
}

function toStageDto({ started_at, finished_at, ...stage }: StageRecord): StageDto {
  return { ...stage, started_at: started_at.toISOString(), finished_at: text(finished_at) };
}

function text(time: Date | null | undefined): string | null {
  return time?.toISOString() ?? null;
}
