import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { ApiBearerAuth, ApiDefaultResponse, ApiExtraModels, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { AuditInterceptor } from './audit.interceptor.js';
import { Problem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { AdminKeyGuard } from './admin-key.guard.js';

/** Members that nobody knows are refused: a misspelt one would else be obeyed as if it were not there. */
const validation = new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true });

/**
 * A controller of the admin API, below `/api/v1/`: behind a key whose role suffices, its input validated.
 *
 * @example
 * @AdminController('mutes')
 * export class MutesController {}
 */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(`api/v1/${path}`),
    UseGuards(AdminKeyGuard),
    UseInterceptors(AuditInterceptor),
    UsePipes(validation),
    UseFilters(ProblemFilter),
    ApiTags(path.split('\\')[0]!),
    ApiBearerAuth(),
    ApiExtraModels(Problem),
    ApiDefaultResponse({
      description: 'What went wrong: 400, 401, 403, 404, 409, 412, 413, 422, 429 or 503.',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } },
    }),
  );
}
