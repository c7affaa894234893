import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels } from '@nestjs/swagger';

/**
 * Describes a body that is lines of text, of any of some media types. OpenAPI knows no lines: a line's members are a
 * schema of their own, which `x-line` names.
 *
 * @example
 * @ApiLines(MemberImportDto, ['application/x-ndjson', 'text/csv'], 'A member a line.')
 */
export function ApiLines(line: Type, mediaTypes: readonly string[], description: string): MethodDecorator {
  const schema = { type: 'string', description, 'x-line': `#/components/schemas/${line.name}` };
  return applyDecorators(
    ApiExtraModels(line),
    ApiConsumes(...mediaTypes),
    ApiBody({ required: true, schema: schema as { type: 'string' } }),
  );
}
