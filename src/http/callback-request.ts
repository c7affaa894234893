import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Callback } from '../pipeline/callback.js';
import { DtoPipe } from '../pipeline/dto.pipe.js';

/** An HTTP request that the pipeline has taken: `callback` is there. */
export interface CallbackRequest extends IncomingMessage {
  callback?: Callback;
  /** Set by a host whose body parser came first. */
  rawBody?: Buffer;
  body?: unknown;
}

/** Leads to the Nest route at an inner path. */
export type EnterRoute = (innerPath: string, request: CallbackRequest, response: ServerResponse) => void;

/** What the pipeline's own parameters are made of. */
export function callbackOf(_data: unknown, context: ExecutionContext): Callback | undefined {
  return context.switchToHttp().getRequest<CallbackRequest>().callback;
}

/** Gives a controller's method the {@link Callback} itself. */
export const CurrentCallback = createParamDecorator(callbackOf);

const Body = createParamDecorator(callbackOf);

/**
 * Gives a controller's method the request's body, checked against the parameter's DTO class.
 *
 * @example
 * beforeSendMsg(@CallbackBody() message: GroupMessageDto) {}
 */
export const CallbackBody = (): ParameterDecorator => Body(DtoPipe);
