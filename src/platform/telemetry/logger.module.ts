import { type DynamicModule, type LoggerService } from '@nestjs/common';
import { type Logger, LoggerModule } from 'nestjs-pino';
import pretty from 'pino-pretty';

export interface LogOptions {
  level: string;
  /** Requests for these are logged at debug: probes ask every few seconds. */
  quietPaths: readonly string[];
}

/** Structured request logs on standard error, with the correlation id; in words where that is a terminal. */
export function loggerModule({ level, quietPaths }: LogOptions): DynamicModule {
  return LoggerModule.forRoot({
    // Nest's default route matches nothing on Fastify.
    forRoutes: ['{*splat}'],
    pinoHttp: [
      {
        level,
        genReqId: (request) => request.id as string,
        customProps: (request) => ({ correlation_id: request.id }),
        customLogLevel: ({ url = '' }, { statusCode }) => {
          if (statusCode >= 500) return 'error';
          return quietPaths.includes(url) ? 'debug' : 'info';
        },
        customSuccessMessage: ({ method, url }, { statusCode }, ms: number) =>
          `${method} ${url} ${statusCode} in ${Math.round(ms)} ms`,
        serializers: {
          req: (request: { method: string; url: string }) => ({ method: request.method, url: request.url }),
          res: (response: { statusCode: number }) => ({ status: response.statusCode }),
        },
      },
      process.stderr.isTTY ? forPeople() : process.stderr,
    ],
  });
}

function forPeople(): NodeJS.WritableStream {
  return pretty({
    destination: 2,
    sync: true,
    singleLine: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname,context,req,res,responseTime',
  });
}

/** What Nest says of each module and route at the start. */
const START_CONTEXTS = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer']);

/** Nest's own words at the start are for those who ask for debug. */
export function quietStart(logger: Logger): LoggerService {
  return {
    log: (message: unknown, ...rest: unknown[]) => {
      if (START_CONTEXTS.has(rest.at(-1) as string)) logger.debug(message, ...rest);
      else logger.log(message, ...rest);
    },
    fatal: (message: unknown, ...rest: unknown[]) => logger.fatal(message, ...rest),
    error: (message: unknown, ...rest: unknown[]) => logger.error(message, ...rest),
    warn: (message: unknown, ...rest: unknown[]) => logger.warn(message, ...rest),
    debug: (message: unknown, ...rest: unknown[]) => logger.debug(message, ...rest),
    verbose: (message: unknown, ...rest: unknown[]) => logger.verbose(message, ...rest),
  };
}
