import { applyDecorators, Controller, UseGuards, UsePipes, ValidationPipe } from '@nestjs/common';
import { ApiBearerAuth, ApiForbiddenResponse, ApiTags, ApiUnauthorizedResponse } from '@nestjs/swagger';
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
    UsePipes(validation),
    ApiTags(path.split('\\')[0]!),
    ApiBearerAuth(),
    ApiUnauthorizedResponse({ description: 'No key, or not one of this Presend.' }),
    ApiForbiddenResponse({ description: 'The role of the key does not suffice.' }),
  );
}
