import { type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

/** Structured request logs on standard error, with the correlation id. */
export function loggerModule(level: string): DynamicModule {
  return LoggerModule.forRoot({
    // Nest's default route matches nothing on Fastify.
    forRoutes: ['{*splat}'],
    pinoHttp: [
      {
        level,
        genReqId: (request) => request.id as string,
        customProps: (request) => ({ correlation_id: request.id }),
        serializers: {
          req: (request: { method: string; url: string }) => ({ method: request.method, url: request.url }),
          res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        },
      },
      process.stderr,
    ],
  });
}
