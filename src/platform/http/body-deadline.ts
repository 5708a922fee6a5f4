import { type onRequestHookHandler } from 'fastify';
import { HttpException } from '@nestjs/common';
import { headersOf, PROBLEM_TYPE, problemOf } from './problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route takes uploads, which may come in for as long as the server lets a request. */
    takesUploads?: boolean;
  }
}

/**
 * A body has to be there after so long: who sends it slower would hold a connection, even without credentials, as a body is
 * read before anybody looks who sends it.
 */
export function bodyDeadline(milliseconds: number): onRequestHookHandler {
  return (request, reply, done) => {
    const { raw } = request;
    const hasBody =
      raw.headers['transfer-encoding'] !== undefined || Number(raw.headers['content-length'] ?? 0) > 0;
    if (!hasBody) return done();
    const watch = () => {
      if (raw.complete) return;
      const timer = setTimeout(() => {
        if (raw.complete) return;
        if (reply.sent) return void raw.destroy();
        const error = new HttpException(`the body did not come within ${milliseconds / 1_000} s`, 408);
        void reply
          .status(408)
          .headers({ ...headersOf(error), 'content-type': PROBLEM_TYPE, connection: 'close' })
          .send(JSON.stringify(problemOf(error, request)));
      }, milliseconds).unref();
      raw.once('close', () => clearTimeout(timer));
    };
    const isUpload =
      request.routeOptions.config.takesUploads && raw.headers['content-type']?.startsWith('multipart/');
    // What comes after the answer is of no use in any case.
    if (isUpload) reply.raw.once('finish', watch);
    else watch();
    done();
  };
}
