import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallbackPipeline } from '../pipeline/callback-pipeline.js';
import type { Callback } from '../pipeline/callback.js';
import { PipelineOptions } from '../pipeline/pipeline-options.js';
import type { Reply } from '../pipeline/reply.js';
import { AdmissionControl } from './admission-control.js';
import { readBody } from './read-body.js';
import { ReplyBatch } from './reply-batch.js';

/** Receives a callback: guard, body, its turn in the queue, the pipeline, the reply. */
@Injectable()
export class CallbackReceiver {
  readonly #logger = new Logger(CallbackReceiver.name);
  readonly #maxBody: number;

  constructor(
    @Inject(PipelineOptions) { maxBodyKb }: PipelineOptions,
    private readonly pipeline: CallbackPipeline,
    private readonly admission: AdmissionControl,
    private readonly replies: ReplyBatch,
  ) {
    this.#maxBody = maxBodyKb * 1024;
  }

  receive(callback: Callback, request: IncomingMessage, response: ServerResponse): void {
    const rejection = this.pipeline.refuse(callback);
    if (rejection) this.refuse(request, response, rejection);
    else void this.#read(callback, request, response);
  }

  /** Replies to a request whose body the node does not read. */
  refuse(request: IncomingMessage, response: ServerResponse, { status, body }: Reply): void {
    request.resume();
    this.replies.add(response, status, body);
  }

  async #read(callback: Callback, request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const text = await readBody(request, this.#maxBody);
      callback.isTooLarge = text === null;
      callback.text = text ?? '';
      callback.timings.read = performance.now();
    } catch {
      // The caller cannot get a reply any more, and the node does not judge an incomplete message.
      this.#logger.debug({
        requestId: callback.id,
        msg: 'The caller went away before its request was complete.',
      });
      return;
    }
    const start = (): void => void this.#handle(callback, response);
    if (this.admission.admit(start)) return;
    callback.isShed = true;
    start();
  }

  async #handle(callback: Callback, response: ServerResponse): Promise<void> {
    const { status, body } = await this.pipeline.handle(callback);
    this.replies.add(response, status, body);
  }
}
