import { HttpException, HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { type Batch, countsOf } from '../../../domain/batch.js';
import { BatchRefused } from '../../../service/batch.service.js';
import { type BatchDto } from './batch.dto.js';

const STATUS = '/api/v1/batch/status';
const RETRY_SECONDS = 1;

export function toBatchDto(batch: Batch): BatchDto {
  const { id, operation, status, total, results, errors, error, runId, version } = batch;
  const until = (batch.finishedAt ?? new Date()).getTime();
  return {
    batch_id: id,
    operation,
    status,
    total_requested: total,
    ...countsOf(batch),
    errors,
    results,
    error: error && { message: error.message, hint: error.hint },
    processing_time_ms: Math.max(0, until - batch.acceptedAt.getTime()),
    run_id: runId,
    gold_version: version,
    status_url: `${STATUS}/${id}`,
  };
}

/** 200 where it is done, 202 where it is still to be. */
export function answerOf(batch: Batch, reply: FastifyReply): BatchDto {
  const isDone = batch.status === 'completed' || batch.status === 'failed';
  void reply.status(isDone ? HttpStatus.OK : HttpStatus.ACCEPTED);
  void reply.header('location', `${STATUS}/${batch.id}`);
  if (!isDone) void reply.header('retry-after', String(RETRY_SECONDS));
  return toBatchDto(batch);
}

/** Answers what a batch that must be whole failed for. */
export async function orProblem<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
    throw new HttpException(
      { message: error.message, errors: error.errors },
      HttpStatus.UNPROCESSABLE_ENTITY,
    );
  }
}
