import { applyDecorators, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels } from '@nestjs/swagger';

/**
 * Describes a body of text lines, in one of several media types. OpenAPI cannot describe lines: `x-line` names the schema
 * of one line.
 *
 * @example
 * @ApiLines(MemberImportDto, ['application/x-ndjson', 'text/csv'], 'One member a line.')
 */
export function ApiLines(line: Type, mediaTypes: readonly string[], description: string): MethodDecorator {
  const schema = { type: 'string', description, 'x-line': `#/components/schemas/${line.name}` };
  return applyDecorators(
    ApiExtraModels(line),
    ApiConsumes(...mediaTypes),
    ApiBody({ required: true, schema: schema as { type: 'string' } }),
  );
}
