import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { CORRELATION_HEADER } from './correlation.js';
import { PROBLEM_TYPE } from './problem.js';

const UNREADABLE: Record<string, [status: number, detail: string]> = {
  HPE_HEADER_OVERFLOW: [431, 'The address and the headers of a request may have 16 KiB together.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not come in time.'],
};

/** Answers what Node cannot read as a request, and so no route sees, as a problem too. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const [status, detail] = UNREADABLE[error.code ?? ''] ?? [400, 'This is no HTTP request.'];
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const id = randomUUID();
  const body = JSON.stringify({
    type: 'about:blank',
    title,
    status,
    detail,
    instance: '',
    correlation_id: id,
  });
  const head = [
    `HTTP/1.1 ${status} ${title}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    `${CORRELATION_HEADER}: ${id}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
