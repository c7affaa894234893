import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Metrics } from './metrics.js';

/** The response of any of Nest's HTTP adapters. */
interface TypedResponse {
  type(mediaType: string): { send(text: string): unknown };
}

/** The metrics in Prometheus' text format. */
@ApiExcludeController()
@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  async show(@Res() response: TypedResponse): Promise<void> {
    response.type(this.metrics.registry.contentType).send(await this.metrics.text());
  }
}
