import type { FastifyReply } from 'fastify';
import { type AskedRun } from '../../../service/run-admin.service.js';
import { type AskedRunDto } from './runs.dto.js';

const RUNS = '/api/v1/etl/runs';

/** A run that was asked for, with where to look for it. */
export function toldRun({ id, status }: AskedRun, reply: FastifyReply): AskedRunDto {
  const url = `${RUNS}/${id}`;
  void reply.header('location', url);
  return { run_id: id, status, status_url: url, events_url: `${url}/events` };
}
