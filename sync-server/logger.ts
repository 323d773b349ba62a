import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

/**
 * Structured logs without data of customers or staff: routes and codes, no bodies, no URLs, no names. The request
 * serialiser is emptied because Fastify's own would log the URL with its query. Goes to stdout unless told otherwise.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    serializers: {
      req: (request: { id?: unknown; method?: string }) => ({ id: request.id, method: request.method }),
    },
    redact: { paths: ['password', 'refreshToken', 'accessToken', 'authorization'], remove: true },
  };
  return destination ? pino(options, destination) : pino(options);
}
