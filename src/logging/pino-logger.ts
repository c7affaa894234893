import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** Nest logs about a hundred lines from these at start. They become `debug`. */
const NEST_AT_START = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/**
 * Nest's logger that writes JSON lines to standard output: `level`, `time`, `context`, `msg`, and `requestId` in lines about a
 * callback. Callers never pass message texts or query strings to it.
 *
 * @example
 * NestFactory.create(AppModule, { logger: new PinoLogger() });
 */
export class PinoLogger implements LoggerService {
  readonly #pino: Logger;

  /** @param level the lowest level to write: `debug`, `info`, `warn`, `error`, or `silent` */
  constructor(level = 'info') {
    this.#pino = pino({
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    });
  }

  log(message: unknown, ...params: unknown[]): void {
    this.#write('info', message, params);
  }

  warn(message: unknown, ...params: unknown[]): void {
    this.#write('warn', message, params);
  }

  error(message: unknown, ...params: unknown[]): void {
    this.#write('error', message, params);
  }

  debug(message: unknown, ...params: unknown[]): void {
    this.#write('debug', message, params);
  }

  verbose(message: unknown, ...params: unknown[]): void {
    this.#write('trace', message, params);
  }

  fatal(message: unknown, ...params: unknown[]): void {
    this.#write('fatal', message, params);
  }

  /** Nest passes the stack of an error first and the context last. */
  #write(
    level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal',
    message: unknown,
    params: unknown[],
  ): void {
    const context = typeof params.at(-1) === 'string' ? (params.at(-1) as string) : undefined;
    if (level === 'info' && NEST_AT_START.has(context ?? '')) level = 'debug';
    const stack = params.slice(0, -1).find((param) => typeof param === 'string');
    if (message instanceof Error) this.#pino[level]({ context, err: message }, message.message);
    else if (typeof message === 'object' && message !== null)
      this.#pino[level]({ context, stack, ...message });
    else this.#pino[level]({ context, stack }, String(message));
  }
}
