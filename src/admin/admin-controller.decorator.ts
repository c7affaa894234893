import {
  applyDecorators,
  Controller,
  UseFilters,
  UseGuards,
  UseInterceptors,
  UsePipes,
} from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { AdminKeyGuard } from './keys/admin-key.guard.js';
import { AdminValidationPipe } from './admin-validation.pipe.js';
import { ApiProblems } from './problems/api-problems.js';
import { AuditInterceptor } from './audit/audit.interceptor.js';
import { BodyTypeGuard } from './body-type.guard.js';
import { ProblemFilter } from './problems/problem.filter.js';

/**
 * A controller of the admin API, below the path of the option `adminApi`. The caller needs a key with the right role, the
 * input is validated, and errors become problem details. `@ApiCall` describes each method.
 *
 * @example
 * @AdminController('mutes')
 * export class MutesController {}
 */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(
    Controller(path),
    UseGuards(AdminKeyGuard, BodyTypeGuard),
    UseInterceptors(AuditInterceptor),
    UsePipes(AdminValidationPipe),
    UseFilters(ProblemFilter),
    ApiTags(path.split('\\')[0]!),
    ApiBearerAuth(),
    ApiProblems(400, 401, 403, 429, 500, 503, 'default'),
  );
}
